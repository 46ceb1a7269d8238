package io.timeserverd.admin;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/** The form in which records are exported. */
enum ExportFormat {
    CSV {
        @Override
        void begin(RecordLines lines, boolean addressed) {
            RecordCsv.header(lines, addressed);
        }

        @Override
        RecordPrinter printer(RecordLines lines, Optional<Address> address) {
            return new RecordCsv(lines, address, RecordCsv.Cells.EXACT);
        }
    },
    CSV_SAFE {
        @Override
        void begin(RecordLines lines, boolean addressed) {
            RecordCsv.header(lines, addressed);
        }

        @Override
        RecordPrinter printer(RecordLines lines, Optional<Address> address) {
            return new RecordCsv(lines, address, RecordCsv.Cells.SAFE);
        }
    },
    JSONL {
        @Override
        void begin(RecordLines lines, boolean addressed) {
            // Each line stands by itself.
        }

        @Override
        RecordPrinter printer(RecordLines lines, Optional<Address> address) {
            return new RecordJson(lines, address);
        }
    };

    /** Prints the lines that come before the records. If {@code addressed}, records have a host and an instance. */
    abstract void begin(RecordLines lines, boolean addressed);

    /** Makes a printer for the records of one journal. */
    abstract RecordPrinter printer(RecordLines lines, Optional<Address> address);

    static final class Converter implements ITypeConverter<ExportFormat>, Iterable<String> {
        private static final List<String> WORDS = List.of("csv", "csv-safe", "jsonl");

        @Override
        public ExportFormat convert(String text) {
            return ExportFormat.values()[Words.index(WORDS, text)];
        }

        @Override
        public Iterator<String> iterator() {
            return WORDS.iterator();
        }
    }
}
