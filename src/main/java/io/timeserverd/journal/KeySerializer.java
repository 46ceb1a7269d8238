package io.timeserverd.journal;

import java.io.IOException;
import org.mapdb.DataInput2;
import org.mapdb.serializer.SerializerLongDelta;

/**
 * The keys of a sealed table: MapDB's {@code LONG_DELTA}. It refuses a damaged node that claims more keys than fit into
 * one.
 */
final class KeySerializer extends SerializerLongDelta {
    @Override
    public long[] valueArrayDeserialize(DataInput2 in, int count) throws IOException {
        if (count <= 0 || count > RecordSerializer.NODE) {
            throw new MalformedException("node of " + count + " keys");
        }
        return super.valueArrayDeserialize(in, count);
    }
}
