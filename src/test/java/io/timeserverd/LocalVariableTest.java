package io.timeserverd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code var} where the type is on the same line, the type otherwise, and always for primitives. */
class LocalVariableTest {
    private static final Path PROJECT = Path.of(System.getProperty("timeserverd.basedir"));

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "src/places/java", "src/bench/java"})
    void allSourcesFollowTheRule(String directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> files = Files.walk(PROJECT.resolve(directory))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertEquals(List.of(), deviations(manager.getJavaFileObjectsFromPaths(sources)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var x = y();",
                "var x = \"text\";",
                "var x = 1;",
                "var x = (long) y();",
                "var x = Files.readString(p);",
                "var x = Path.of(\"/\").toString();",
                "var x = new StringBuilder().append(1);",
                "for (var x : y()) {}",
                "try (var x = Files.list(p)) {}",
                "StringBuilder x = new StringBuilder();",
                "ArrayList<Path> x = new ArrayList<>();",
                "byte[] x = new byte[8];",
                "String x = (String) y();",
                "Path x = Path.of(\"/\");"
            })
    void findsADeviation(String statement) throws IOException {
        assertEquals(1, deviations(List.of(source(statement))).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object x = y();",
                "long x = 1;",
                "long x = (long) y();",
                "var x = (String) y();",
                "var x = new StringBuilder();",
                "var x = new ArrayList<Path>();",
                "var x = new byte[8];",
                "byte[] x = {1, 2};",
                "var x = Path.of(\"/\");",
                "var x = List.of(1);",
                "List<String> x = List.of();",
                "List<Path> x = new ArrayList<>();",
                "for (Path x : y()) {}",
                "Supplier<Path> x = () -> y();",
            })
    void acceptsOtherDeclarations(String statement) throws IOException {
        assertEquals(List.of(), deviations(List.of(source(statement))));
    }

    @Test
    void namesTheLine() throws IOException {
        assertEquals(List.of("/Sample.java:5: x"), deviations(List.of(source("var x = 1;"))));
    }

    private static JavaFileObject source(String statement) {
        String text = """
                package sample;
                import java.nio.file.*; import java.nio.file.Path; import java.util.List;
                class Sample {
                    void method() throws Exception {
                        %s
                    }
                }
                """.formatted(statement);
        return new SimpleJavaFileObject(URI.create("file:///Sample.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static List<String> deviations(Iterable<? extends JavaFileObject> sources) throws IOException {
        var task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        var found = new ArrayList<String>();
        for (CompilationUnitTree unit : task.parse()) {
            LineMap lines = unit.getLineMap();
            new LocalVariableScanner(unit) {
                @Override
                void deviates(VariableTree variable, boolean shouldBeVar) {
                    long line = lines.getLineNumber(positions.getStartPosition(unit, variable));
                    found.add(unit.getSourceFile().getName() + ":" + line + ": " + variable.getName());
                }
            }.scan(unit, null);
        }
        return found;
    }
}
