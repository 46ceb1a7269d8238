package io.timeserverd.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** Reads random configuration files. Each gives settings that read the same again, or problems that a terminal can show. */
public final class SettingsFuzz {
    private SettingsFuzz() {}

    /**
     * Tries one input.
     *
     * @param input the file
     */
    public static void fuzzerTestOneInput(byte[] input) {
        SettingsReader.Result result = SettingsReader.read("f", input, List.of());
        if (result instanceof SettingsReader.Refused refused) {
            assertFalse(refused.problems().isEmpty(), "refused for nothing");
            for (Problem problem : refused.problems()) {
                assertTrue(problem.toString().codePoints().allMatch(MessageWords::isPrintable), problem::toString);
            }
        } else {
            List<String> lines = ((SettingsReader.Loaded) result).settings().lines();
            assertEquals(result, SettingsReader.read(lines));
        }
    }
}
