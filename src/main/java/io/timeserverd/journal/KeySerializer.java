package io.timeserverd.journal;

import java.io.IOException;
import org.mapdb.DataInput2;
import org.mapdb.serializer.SerializerLong;

/** The keys of a sealed segment, for MapDB, of which a damaged file can claim no more than fit into a page. */
final class KeySerializer extends SerializerLong {
    /** Of a node of the table, from {@code count} that the file claims. */
    static void requireFits(int count) throws MalformedException {
        if (count < 0 || count > ChannelVolume.PAGE / Long.BYTES) {
            throw new MalformedException("node of " + count + " keys");
        }
    }

    @Override
    public Object valueArrayDeserialize(DataInput2 in, int count) throws IOException {
        requireFits(count);
        return super.valueArrayDeserialize(in, count);
    }
}
