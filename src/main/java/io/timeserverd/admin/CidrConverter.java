package io.timeserverd.admin;

import io.timeserverd.conf.Cidr;
import io.timeserverd.conf.Parsed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments that are an address or a block of addresses. */
final class CidrConverter implements ITypeConverter<Cidr> {
    @Override
    public Cidr convert(String text) {
        return parse(text);
    }

    static Cidr parse(String text) {
        Parsed<Cidr> parsed = Cidr.parse(text);
        if (parsed instanceof Parsed.Bad<Cidr> bad) {
            throw new TypeConversionException(String.join("; ", bad.problems()));
        }
        return ((Parsed.Ok<Cidr>) parsed).value();
    }
}
