package io.timeserverd.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What broke a parser once breaks it no more; and nothing at all is an input too. */
class CorpusTest {
    @TestFactory
    List<DynamicTest> breaksNothing() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (Harness harness : Harness.ALL) {
            assertTrue(!harness.inputs().isEmpty(), () -> "no inputs for " + harness);
            tests.add(DynamicTest.dynamicTest(
                    harness + " of nothing", () -> harness.target().run(new byte[0])));
            for (Path input : harness.inputs()) {
                tests.add(DynamicTest.dynamicTest(
                        harness + " of " + input.getFileName(),
                        () -> harness.target().run(Files.readAllBytes(input))));
            }
        }
        return tests;
    }
}
