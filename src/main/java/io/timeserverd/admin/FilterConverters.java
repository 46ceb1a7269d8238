package io.timeserverd.admin;

import io.timeserverd.conf.Cidr;
import io.timeserverd.journal.AddressRange;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Listener;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.ErrorCode;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of filters, each with or without a {@code !} before it. */
final class FilterConverters {
    private FilterConverters() {}

    /** Converts an address or a block. A client that is not known is in no block. */
    static final class OfClient implements ITypeConverter<Condition<Optional<InetAddress>>> {
        @Override
        public Condition<Optional<InetAddress>> convert(String text) {
            return Condition.parse(text, OfClient::isIn);
        }

        private static Predicate<Optional<InetAddress>> isIn(String text) {
            Cidr block = CidrConverter.parse(text);
            var range = new AddressRange(block.network(), block.prefix());
            return each -> each.isPresent() && range.contains(each.get());
        }
    }

    /** Converts the number of a port. A port that is not known is 0, and equals no number. */
    static final class OfPort implements ITypeConverter<Condition<Integer>> {
        private static final int MAX = 65_535;

        @Override
        public Condition<Integer> convert(String text) {
            return Condition.parse(text, OfPort::is);
        }

        private static Predicate<Integer> is(String text) {
            int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
            if (port < 1 || port > MAX) {
                throw new TypeConversionException("must be a port from 1 to " + MAX + ", not '" + text + "'");
            }
            return each -> each == port;
        }
    }

    /** Converts the code or the name of a country, in any language. */
    static final class OfCountry implements ITypeConverter<Condition<JournalRecord>> {
        @Override
        public Condition<JournalRecord> convert(String text) {
            return Condition.parse(text, OfCountry::is);
        }

        /** A record of a bare zone has no country. For it the countries of its zone in {@code zone.tab} count. */
        private static Predicate<JournalRecord> is(String text) {
            Places.Country country = (text.isBlank()
                            ? Optional.<Places.Country>empty()
                            : Places.load().country(text))
                    .orElseThrow(() -> new TypeConversionException(
                            "must be the code or the name of a country such as FR or France, not '" + text + "'"));
            Set<String> zones = Set.copyOf(country.zones());
            return each -> each.country().isEmpty()
                    ? zones.contains(each.zone())
                    : each.country().equals(country.code());
        }
    }

    /** Converts a part of a place's name, or {@code =} and the whole name. */
    static final class OfPlace implements ITypeConverter<Condition<JournalRecord>> {
        @Override
        public Condition<JournalRecord> convert(String text) {
            return Condition.parse(text, value -> {
                Predicate<String> names = PlaceText.parse(value);
                return each -> names.test(each.place());
            });
        }
    }

    /** Converts a part of a request, or {@code =} and the whole request. */
    static final class OfRequest implements ITypeConverter<Condition<JournalRecord>> {
        @Override
        public Condition<JournalRecord> convert(String text) {
            return Condition.parse(text, OfRequest::contains);
        }

        private static Predicate<JournalRecord> contains(String text) {
            if (text.startsWith(PlaceText.EXACTLY)) {
                String whole = text.substring(PlaceText.EXACTLY.length());
                return each -> each.requestText().equals(whole);
            }
            String part = text.toLowerCase(Locale.ROOT);
            return each -> each.requestText().toLowerCase(Locale.ROOT).contains(part);
        }
    }

    static final class OfListener implements ITypeConverter<Condition<JournalRecord>>, Iterable<String> {
        private static final List<String> WORDS =
                Arrays.stream(Listener.values()).map(Listener::text).toList();

        @Override
        public Condition<JournalRecord> convert(String text) {
            return Condition.parse(text, OfListener::is);
        }

        private static Predicate<JournalRecord> is(String text) {
            Listener listener = Listener.values()[Words.index(WORDS, text)];
            return each -> each.listener() == listener;
        }

        @Override
        public Iterator<String> iterator() {
            return WORDS.iterator();
        }
    }

    static final class OfOutcome implements ITypeConverter<Condition<JournalRecord>>, Iterable<String> {
        private static final String ERROR = "error";

        private static final List<String> WORDS = Stream.concat(
                        Stream.of(Entry.OK, ERROR),
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::text))
                .toList();

        @Override
        public Condition<JournalRecord> convert(String text) {
            return Condition.parse(text, OfOutcome::is);
        }

        private static Predicate<JournalRecord> is(String text) {
            String word = WORDS.get(Words.index(WORDS, text));
            return word.equals(ERROR)
                    ? each -> !each.outcome().equals(Entry.OK)
                    : each -> each.outcome().equals(word);
        }

        @Override
        public Iterator<String> iterator() {
            return WORDS.iterator();
        }
    }
}
