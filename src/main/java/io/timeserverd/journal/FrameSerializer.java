package io.timeserverd.journal;

import java.io.IOException;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.serializer.GroupSerializerObjectArray;

/** The values of a sealed segment, for MapDB: a length and bytes, of which a damaged file can claim no more than a page. */
final class FrameSerializer extends GroupSerializerObjectArray<byte[]> {
    @Override
    public void serialize(DataOutput2 out, byte[] value) throws IOException {
        out.packInt(value.length);
        out.write(value);
    }

    @Override
    public byte[] deserialize(DataInput2 in, int available) throws IOException {
        var length = in.unpackInt();
        if (length < 0 || length > ChannelVolume.PAGE) {
            throw new MalformedException("value of " + length + " bytes");
        }
        var value = new byte[length];
        in.readFully(value);
        return value;
    }

    @Override
    public Object[] valueArrayDeserialize(DataInput2 in, int count) throws IOException {
        KeySerializer.requireFits(count); // a node has as many of them
        return super.valueArrayDeserialize(in, count);
    }
}
