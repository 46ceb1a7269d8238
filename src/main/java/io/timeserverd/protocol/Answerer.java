package io.timeserverd.protocol;

import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Exchange.Next;
import io.timeserverd.zone.ZoneSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replies to a line of the text listener: parses it, finds the place, takes the instant from the line or from the clock's
 * reading, and writes the reply. Belongs to one thread. New zones, places or settings need a new answerer.
 */
public final class Answerer implements Responder {
    /** Bytes that one answerer may use to remember lines, whatever clients send. */
    public static final int MEMORY_BYTES = RecentLines.MAX_BYTES;

    private static final long NS_PER_SECOND = 1_000_000_000;

    private final Defaults defaults;
    private final ZoneSet zones;
    private final Places places;
    private final Function<Exchange, Status> status;
    private final PlaceLookup lookup;
    private final InstantResolver instantResolver;
    private final Listings listings;
    private final RecentLines recent;

    /** One object for all replies. */
    private final Answer answer = new Answer(this::statusOfRendering);

    /** The exchange whose reply is being written: {@code +json} needs the status at that moment. */
    private Exchange rendering;

    /**
     * @param status what {@code status} and {@code +json} show; computed only for them
     */
    public Answerer(Defaults defaults, ZoneSet zones, Places places, Function<Exchange, Status> status) {
        this.defaults = defaults;
        this.zones = zones;
        this.places = places;
        this.status = status;
        this.lookup = new PlaceLookup(defaults.home(), zones, places);
        this.instantResolver = new InstantResolver(zones, places);
        this.listings = new Listings(zones, places);
        this.recent = new RecentLines(defaults.format());
    }

    @Override
    public void answer(byte[] line, int from, int to, Exchange exchange, Output out) {
        exchange.begin();
        if (!exchange.choosing && repeat(line, from, to, exchange, out)) {
            return;
        }
        Request request = exchange.choosing ? choice(line, from, to) : RequestParser.parse(line, from, to);
        if (request instanceof Request.Time time) {
            time(time, exchange, out);
            remember(time, line, from, to, exchange);
        } else if (request instanceof Request.Command command) {
            command(command, exchange, out);
        } else if (request instanceof Request.Bad bad) {
            exchange.fail(bad.code(), bad.text(), out);
        }
    }

    /** Writes the menu, as {@code menu} and the greeting show it. Its last line says what the connection waits for. */
    public void menu(Output out) {
        int number = 0;
        for (String item : defaults.menu()) {
            out.number(++number).text(") ").text(item).put('\n');
        }
        if (number > 0) {
            out.text(numbers()).text(", or send any request:\n");
        }
        out.put('\n');
    }

    private String numbers() {
        return "choose a number from 1 to " + defaults.menu().size();
    }

    /** After a menu, a number stands for its item; any other line is a request as usual. */
    private Request choice(byte[] line, int from, int to) {
        Request request = RequestParser.parse(line, from, to);
        if (!(request instanceof Request.Time time && time.isNumber())) {
            return request;
        }
        List<String> menu = defaults.menu();
        int number = time.place().length() > 3 ? 0 : Integer.parseInt(time.place());
        if (number < 1 || number > menu.size()) {
            return new Request.Bad(ErrorCode.BAD_REQUEST, numbers());
        }
        return RequestParser.parse(menu.get(number - 1));
    }

    // ---- lines that were received before

    /** Replies to a line that is remembered. Returns whether it is. */
    private boolean repeat(byte[] line, int from, int to, Exchange exchange, Output out) {
        RecentLines.Line known = recent.find(line, from, to);
        if (known == null || isWithheld(exchange)) {
            return false;
        }
        exchange.questionId = known.id;
        exchange.place = known.place;
        exchange.label = known.label;
        exchange.format = known.format.text();
        long second = exchange.epochSecond;
        if (!known.repeat(second, out)) {
            int start = out.length();
            render(known.format, known.place.orElseThrow(), exchange, out);
            known.keep(second, out, start);
        }
        return true;
    }

    private void remember(Request.Time request, byte[] line, int from, int to, Exchange exchange) {
        if (request.instant() instanceof RequestedInstant.Now && exchange.place.isPresent() && !exchange.choosing) {
            recent.add(
                    line,
                    from,
                    to,
                    exchange.place,
                    exchange.label,
                    request.format().orElse(defaults.format()));
        }
    }

    private Status statusOfRendering() {
        return status.apply(rendering);
    }

    private void render(Format format, Place place, Exchange exchange, Output out) {
        rendering = exchange;
        format.render(answer.set(exchange.epochSecond, exchange.nano, place), out);
        out.put('\n');
    }

    // ---- the time somewhere

    private void time(Request.Time request, Exchange exchange, Output out) {
        Optional<Place> place = lookup.find(request.place(), exchange, out);
        if (place.isEmpty()) {
            return;
        }
        if (InstantResolver.needsClock(request.instant()) && withholdsTime(exchange, out)) {
            return;
        }
        RequestedInstant instant =
                instantResolver.resolve(request.instant(), place.get().zone(), exchange.reading);
        if (instant instanceof RequestedInstant.Bad bad) {
            exchange.fail(ErrorCode.BAD_INSTANT, bad.problem(), out);
            return;
        }
        exchange.place = place;
        exchange.label = place.get().label();
        exchange.setInstant(((RequestedInstant.At) instant).instant());
        Format format = request.format().orElse(defaults.format());
        exchange.format = format.text();
        render(format, place.get(), exchange, out);
    }

    /** Whether no time may be given now, because the clock is not synchronised. */
    private boolean isWithheld(Exchange exchange) {
        return defaults.refuseUnsynchronised() && !exchange.reading.state().isTrusted();
    }

    /** As {@link #isWithheld}, and writes the error. */
    private boolean withholdsTime(Exchange exchange, Output out) {
        boolean withheld = isWithheld(exchange);
        if (withheld) {
            exchange.fail(ErrorCode.UNSYNCHRONISED, "the clock is not synchronised", out);
        }
        return withheld;
    }

    // ---- commands

    private void command(Request.Command command, Exchange exchange, Output out) {
        if (!exchange.maySearch && command.verb().searches) {
            exchange.next = Next.LATER;
            return;
        }
        switch (command.verb()) {
            case HELP -> out.put(Listings.HELP);
            case MENU -> {
                menu(out);
                exchange.next = Next.CHOOSE;
            }
            case ZONES -> zones(command.argument(), exchange, out);
            case PLACES -> places(command.argument(), exchange, out);
            case STATUS -> Listings.status(status.apply(exchange), exchange.fullStatus.getAsBoolean(), out);
            case SYNC -> sync(command.argument(), exchange, out);
            case ME -> Listings.me(exchange.client.get(), out);
            case VERSION -> Listings.version(status.apply(exchange), places.attribution(), out);
            case KEEP -> {
                out.text("OK\n");
                exchange.next = Next.KEEP;
            }
            case QUIT -> exchange.next = Next.QUIT;
        }
    }

    /** Lists the zones of a country or region, else the zone ids that contain the text, else the zone of a place. */
    private void zones(String text, Exchange exchange, Output out) {
        // America is also a name of the United States, but here it begins zone ids. EST is also a code of Estonia, but
        // here it is a zone id, which means the zone. GB and NZ are zone ids, too, but mean the country.
        boolean namesZones = listings.isArea(text) || zones.find(text).isPresent();
        Optional<Places.Country> country = places.country(text)
                .filter(found ->
                        found.name().equalsIgnoreCase(text) || found.code().equalsIgnoreCase(text) || !namesZones);
        List<String> ofRegion = country.isPresent() || namesZones ? List.<String>of() : places.zonesOf(text, zones);
        if (country.isPresent() || !ofRegion.isEmpty()) {
            if (!withholdsTime(exchange, out)) {
                country.ifPresentOrElse(
                        found -> listings.zonesOf(found, exchange.instant(), out),
                        () -> listings.zonesOf(ofRegion, exchange.instant(), out));
            }
            return;
        }
        List<String> ids = listings.idsThatContain(text);
        if (!ids.isEmpty()) {
            Listings.lines(ids, out);
            return;
        }
        Optional<Place> ofPlace = lookup.find(text, exchange, out);
        if (ofPlace.isPresent() && !withholdsTime(exchange, out)) {
            listings.zoneOf(ofPlace.get(), exchange.instant(), out);
        }
    }

    /** Lists what the search finds. A text that it does not find may still be a zone or an offset; else the error suggests names. */
    private void places(String text, Exchange exchange, Output out) {
        List<Places.Found> found = places.search(text, zones, Listings.PLACES_BOUND);
        if (!found.isEmpty()) {
            Listings.places(found, out);
            return;
        }
        lookup.find(text, exchange, out)
                .ifPresent(place -> Listings.places(List.of(new Places.Found(place, text)), out));
    }

    /** {@code t1 t2 t3 bound stratum leap}, times in UNIX nanoseconds. */
    private void sync(String t1, Exchange exchange, Output out) {
        if (!t1.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            exchange.fail(ErrorCode.BAD_REQUEST, "sync takes one token without blanks", out);
            return;
        }
        if (withholdsTime(exchange, out)) {
            return;
        }
        Reading reading = exchange.reading;
        out.text(t1.isEmpty() ? "-" : t1).put(' ');
        unixNanos(reading.instant(), out);
        out.put(' ');
        exchange.transmitTimeAt = out.length();
        unixNanos(reading.instant(), out);
        out.put(' ').text(Listings.nanosOr(reading.errorBoundNs(), "-"));
        out.put(' ').number(reading.stratum());
        out.put(' ').number(reading.leap().indicator()).put('\n');
    }

    /** UNIX nanoseconds; 19 digits from 2001 to 2286, so that a later reading can overwrite an earlier one. */
    public static void unixNanos(Instant instant, Output out) {
        out.number(Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano()));
    }
}
