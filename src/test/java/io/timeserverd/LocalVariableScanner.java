package io.timeserverd;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds local variables that break this rule: {@code var} where the type is on the same line, the type otherwise, and always
 * the type for primitives.
 *
 * <p>The type is on the same line if the whole initializer is a constructor call, an array creation, a cast, or a call such as
 * {@code Path.of("/")}: a static method that returns the class before its dot. It works on syntax trees without types, which
 * is quick, and looks up only that class by reflection. A declared type may be more general than the initializer, as in
 * {@code List<Path> paths = new ArrayList<>()}; that is no deviation.
 */
abstract class LocalVariableScanner extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;

    LocalVariableScanner(CompilationUnitTree unit) {
        this.unit = unit;
    }

    /** Called for each deviation. */
    abstract void deviates(VariableTree variable, boolean shouldBeVar);

    @Override
    public Void visitVariable(VariableTree variable, Void unused) {
        if (isLocal(getCurrentPath().getParentPath().getLeaf())) {
            Optional<String> named = namedType(variable.getInitializer());
            boolean usesVar = variable.getType() == null;
            if (usesVar && named.isEmpty()) {
                deviates(variable, false);
            } else if (!usesVar && named.isPresent() && canBeVar(variable, named.get())) {
                deviates(variable, true);
            }
        }
        return super.visitVariable(variable, null);
    }

    private static boolean isLocal(Tree parent) {
        return parent instanceof BlockTree
                || parent instanceof CaseTree
                || parent instanceof ForLoopTree
                || parent instanceof EnhancedForLoopTree
                || parent instanceof TryTree;
    }

    private static boolean canBeVar(VariableTree variable, String named) {
        if (variable.getInitializer() instanceof MethodInvocationTree) {
            return variable.getType().toString().equals(named); // without arguments of a type, which it may not infer
        }
        return raw(variable.getType()).equals(named);
    }

    /** The type that an initializer names; empty if it names none, or a primitive one. */
    private Optional<String> namedType(ExpressionTree initializer) {
        if (initializer instanceof ParenthesizedTree parentheses) {
            return namedType(parentheses.getExpression());
        }
        if (initializer instanceof NewClassTree created) {
            return Optional.of(raw(created.getIdentifier()));
        }
        if (initializer instanceof NewArrayTree array) {
            return Optional.ofNullable(array.getType())
                    .map(element -> element
                            + "[]".repeat(Math.max(1, array.getDimensions().size())));
        }
        if (initializer instanceof TypeCastTree cast) {
            return Optional.of(cast.getType())
                    .filter(type -> !(type instanceof PrimitiveTypeTree))
                    .map(LocalVariableScanner::raw);
        }
        if (initializer instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree method) {
            String owner = method.getExpression().toString();
            return isFactory(owner, method.getIdentifier().toString()) ? Optional.of(owner) : Optional.empty();
        }
        return Optional.empty();
    }

    private static String raw(Tree type) {
        return type instanceof ParameterizedTypeTree generic ? generic.getType().toString() : type.toString();
    }

    private boolean isFactory(String owner, String method) {
        return owner.matches("([A-Z]\\w*\\.)*[A-Z]\\w*")
                && classOf(owner)
                        .filter(type -> Stream.of(type.getMethods(), type.getDeclaredMethods())
                                .flatMap(Arrays::stream)
                                .anyMatch(each -> returnsItsClass(each, method, type)))
                        .isPresent();
    }

    private static boolean returnsItsClass(Method each, String name, Class<?> type) {
        return each.getName().equals(name) && Modifier.isStatic(each.getModifiers()) && each.getReturnType() == type;
    }

    /** The class of a name in this file: imported, of the same package, nested in a class of this file, or of java.lang. */
    private Optional<Class<?>> classOf(String name) {
        String binary = name.replace('.', '$');
        String first = name.split("\\.", 2)[0];
        Stream<String> imported = unit.getImports().stream()
                .map(each -> each.getQualifiedIdentifier().toString())
                .filter(each -> each.endsWith("." + first))
                .map(each -> each.substring(0, each.length() - first.length()) + binary);
        String here = unit.getPackageName() + ".";
        String file = unit.getSourceFile().getName().replaceAll(".*/|\\.java$", "");
        return Stream.concat(imported, Stream.of(here + file + "$" + binary, here + binary, "java.lang." + binary))
                .flatMap(LocalVariableScanner::load)
                .findFirst();
    }

    private static Stream<Class<?>> load(String name) {
        List<String> names = List.of(name, name.replaceFirst("\\.([A-Z]\\w*)\\.([A-Z])", ".$1\\$$2"));
        for (String each : names) {
            try {
                return Stream.of(Class.forName(each, false, LocalVariableScanner.class.getClassLoader()));
            } catch (ClassNotFoundException e) {
                // Not this name.
            }
        }
        return Stream.empty();
    }
}
