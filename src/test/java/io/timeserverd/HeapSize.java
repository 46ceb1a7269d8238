package io.timeserverd;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.Buffer;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes the heap size of objects with everything that they refer to, on a 64-bit JVM with compressed references. A shared
 * object counts once, and enum constants do not count. Of the JDK's classes it knows only strings, numbers, optionals, and, by
 * an estimate, lists and maps.
 */
public final class HeapSize {
    private static final int HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private long bytes;

    private HeapSize() {}

    /** The size of {@code root} in bytes, without the objects {@code shared} and everything that those refer to. */
    public static long of(Object root, Object... shared) {
        var size = new HeapSize();
        for (Object object : shared) {
            size.add(object);
        }
        size.bytes = 0;
        size.add(root);
        return size.bytes;
    }

    private void add(Object object) {
        if (object == null || object instanceof Enum || !seen.add(object)) {
            return;
        }
        if (object instanceof String text) {
            boolean latin = text.chars().allMatch(c -> c <= 0xFF);
            bytes += 24 + rounded(ARRAY_HEADER + (latin ? 1 : 2) * text.length());
        } else if (object instanceof Optional<?> optional) {
            bytes += 16;
            add(optional.orElse(null));
        } else if (object instanceof Number) {
            bytes += 16;
        } else if (object instanceof Collection<?> collection) {
            bytes += 24 + 24L * collection.size();
            collection.forEach(this::add);
        } else if (object instanceof Map<?, ?> map) {
            bytes += 48 + 48L * map.size();
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        } else if (object instanceof Buffer) {
            bytes += 64; // a view of a mapped file, which is not on the heap
        } else if (object.getClass().isArray()) {
            addArray(object);
        } else {
            addFields(object);
        }
    }

    private void addArray(Object array) {
        int length = Array.getLength(array);
        bytes += rounded(ARRAY_HEADER + length * size(array.getClass().getComponentType()));
        if (array instanceof Object[] elements) {
            for (Object element : elements) {
                add(element);
            }
        }
    }

    private void addFields(Object object) {
        int size = HEADER;
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    size += size(field.getType());
                    if (!field.getType().isPrimitive()) {
                        add(valueOf(field, object));
                    }
                }
            }
        }
        bytes += rounded(size);
    }

    private static Object valueOf(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static int size(Class<?> type) {
        if (!type.isPrimitive()) {
            return REFERENCE;
        }
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == int.class || type == float.class) {
            return 4;
        }
        return type == char.class || type == short.class ? 2 : 1;
    }

    private static int rounded(int size) {
        return (size + 7) & ~7;
    }
}
