package io.timeserverd.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A condition on several keys. Either all keys of a rule are reloadable or none, so that a reload cannot break it.
 *
 * @param keys the keys whose values it compares
 * @param check returns the problem, or empty
 */
record Rule(List<Key<?>> keys, Function<Settings, Optional<String>> check) {
    private static final List<Key<?>> LISTENERS =
            List.of(Keys.LISTEN_TEXT, Keys.LISTEN_DAYTIME, Keys.LISTEN_TIME, Keys.LISTEN_HTTP, Keys.LISTEN_METRICS);

    static final List<Rule> ALL = List.of(
            new Rule(LISTENERS, Rule::hasListener),
            new Rule(LISTENERS, Rule::hasNoDuplicateAddress),
            new Rule(List.of(Keys.ANSWER_GREETING, Keys.ANSWER_MENU), Rule::hasMenuForGreeting),
            new Rule(List.of(Keys.CLOCK_SOURCE, Keys.CLOCK_SERVERS), Rule::hasServersForNtp),
            new Rule(List.of(Keys.CLOCK_POLL_MIN, Keys.CLOCK_POLL_MAX), Rule::pollRange));

    private static Optional<String> hasListener(Settings s) {
        return problem(
                clientListeners(s).isEmpty(),
                "expected at least one of listen.text, listen.daytime, listen.time and listen.http on");
    }

    private static Optional<String> hasNoDuplicateAddress(Settings s) {
        var seen = new HashSet<String>();
        return listeners(s).stream()
                .filter(listener -> listener.port() != 0 && !seen.add(listener.toString()))
                .findFirst()
                .map(listener -> listener + " is the address of two listeners");
    }

    private static List<HostPort> clientListeners(Settings s) {
        var all = new ArrayList<>(s.listen().text());
        all.addAll(s.listen().daytime());
        all.addAll(s.listen().time());
        all.addAll(s.listen().http());
        return all;
    }

    private static List<HostPort> listeners(Settings s) {
        var all = new ArrayList<>(clientListeners(s));
        all.addAll(s.listen().metrics());
        return all;
    }

    private static Optional<String> hasMenuForGreeting(Settings s) {
        boolean greeted = s.answer().greeting() == Settings.Answer.Greeting.MENU;
        return problem(greeted && s.answer().menu().isEmpty(), "answer.greeting = menu needs places in answer.menu");
    }

    private static Optional<String> hasServersForNtp(Settings s) {
        boolean ntp = s.clock().source() == Settings.Clock.Source.NTP;
        return problem(ntp && s.clock().servers().isEmpty(), "clock.source = ntp needs servers in clock.servers");
    }

    private static Optional<String> pollRange(Settings s) {
        boolean wrong = s.clock().pollMin().compareTo(s.clock().pollMax()) > 0;
        Key<?> low = Keys.CLOCK_POLL_MIN;
        Key<?> high = Keys.CLOCK_POLL_MAX;
        return problem(
                wrong, low.name() + " (" + low.text(s) + ") is above " + high.name() + " (" + high.text(s) + ")");
    }

    private static Optional<String> problem(boolean wrong, String text) {
        return wrong ? Optional.of(text) : Optional.empty();
    }
}
