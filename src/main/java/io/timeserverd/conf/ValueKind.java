package io.timeserverd.conf;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses and prints values of one kind. Parsing a printed value gives the same value. */
record ValueKind<T>(Function<String, Parsed<T>> parser, Function<T, String> printer) {
    /** The longest text in bytes: as long as a request. */
    private static final int MAX_TEXT = 256;

    /** The longest path of a Unix-domain socket (unix(7)) in bytes, without the final NUL. */
    private static final int MAX_SOCKET_PATH = 107;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    private static final String OFF = "off";

    static ValueKind<String> text() {
        return new ValueKind<>(ValueKind::checkText, t -> t);
    }

    private static Parsed<String> checkText(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= MAX_TEXT
                ? Parsed.ok(text)
                : Parsed.expected("1 to " + MAX_TEXT + " bytes of text", text);
    }

    static ValueKind<Integer> number(int min, int max) {
        String range = "a whole number from " + min + " to " + max;
        return new ValueKind<>(
                text -> {
                    if (!NUMBER.matcher(text).matches()) {
                        return Parsed.expected(range, text);
                    }
                    long number = Long.parseLong(text);
                    return number >= min && number <= max ? Parsed.ok((int) number) : Parsed.expected(range, text);
                },
                String::valueOf);
    }

    static ValueKind<Duration> duration(Duration min, Duration max) {
        var quantity = Quantity.duration(min.toMillis(), max.toMillis());
        return new ValueKind<>(
                text -> quantity.parse(text).then(ms -> Parsed.ok(Duration.ofMillis(ms))),
                duration -> quantity.print(duration.toMillis()));
    }

    static ValueKind<Long> size(long min, long max) {
        var quantity = Quantity.size(min, max);
        return new ValueKind<>(quantity::parse, quantity::print);
    }

    /** One of the constants of an enum; {@code DROP_OLDEST} is spelled {@code drop-oldest}. */
    static <E extends Enum<E>> ValueKind<E> choice(List<E> constants) {
        return new ValueKind<>(text -> parseChoice(text, constants), ValueKind::word);
    }

    private static <E extends Enum<E>> Parsed<E> parseChoice(String text, List<E> constants) {
        for (E constant : constants) {
            if (word(constant).equals(text)) {
                return Parsed.ok(constant);
            }
        }
        return Parsed.expected(
                "one of " + constants.stream().map(ValueKind::word).collect(Collectors.joining(", ")), text);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ValueKind<Path> path() {
        return new ValueKind<>(text -> text.isEmpty() ? Parsed.expected("a path", text) : toPath(text), Path::toString);
    }

    static ValueKind<Path> socketPath() {
        return new ValueKind<>(
                text -> text.getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH
                        ? Parsed.expected("a path of at most " + MAX_SOCKET_PATH + " bytes", text)
                        : path().parser().apply(text),
                Path::toString);
    }

    static ValueKind<Optional<Path>> optionalPath() {
        return new ValueKind<>(
                text -> text.isEmpty()
                        ? Parsed.ok(Optional.empty())
                        : toPath(text).then(path -> Parsed.ok(Optional.of(path))),
                path -> path.map(Path::toString).orElse(""));
    }

    private static Parsed<Path> toPath(String text) {
        try {
            var path = Path.of(text);
            String shown = path.toString(); // without slashes at its end
            return shown.equals(shown.strip())
                    ? Parsed.ok(path)
                    : Parsed.expected("a path that does not end with a blank", text);
        } catch (InvalidPathException e) {
            return Parsed.expected("a path that is valid on this system", text);
        }
    }

    /** Values separated by commas. An empty text is an empty list. */
    static <T> ValueKind<List<T>> list(int max, Function<String, Parsed<T>> element) {
        return new ValueKind<>(
                text -> parseList(text, max, element),
                list -> list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    /** {@code off}, or the addresses to listen on. */
    static ValueKind<List<HostPort>> listeners(int max) {
        ValueKind<List<HostPort>> list = list(max, HostPort::parse);
        return new ValueKind<>(
                text -> {
                    if (text.equals(OFF)) {
                        return Parsed.ok(List.of());
                    }
                    return text.isEmpty()
                            ? Parsed.expected("host:port, or " + OFF, text)
                            : list.parser().apply(text);
                },
                listeners -> listeners.isEmpty() ? OFF : list.printer().apply(listeners));
    }

    private static <T> Parsed<List<T>> parseList(String text, int max, Function<String, Parsed<T>> element) {
        List<String> parts = text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
        if (parts.size() > max) {
            return new Parsed.Bad<>("expected at most " + max + " values, found " + parts.size());
        }
        var values = new ArrayList<T>();
        var problems = new ArrayList<String>();
        // compares texts, because the first hash of a record delays the start by tens of milliseconds
        var seen = new HashSet<String>();
        for (String part : parts) {
            Parsed<T> parsed = element.apply(part.strip());
            if (parsed instanceof Parsed.Bad<T> bad) {
                problems.addAll(bad.problems());
            } else {
                T value = ((Parsed.Ok<T>) parsed).value();
                if (!seen.add(value.toString())) {
                    problems.add(MessageWords.quoted(part.strip()) + " is listed twice");
                }
                values.add(value);
            }
        }
        return problems.isEmpty() ? Parsed.ok(List.copyOf(values)) : new Parsed.Bad<>(List.copyOf(problems));
    }
}
