package io.timeserverd.admin;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments that count something. */
final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new TypeConversionException("must be a number such as 10, not '" + text + "'");
        }
        return Long.parseLong(text);
    }
}
