/**
 * The languages on the wire: parses requests and writes replies. Bytes in, bytes out.
 *
 * <p>What must stay true: no channels, no files, no clocks. Whatever a client sends becomes a value, a request or an {@link
 * io.timeserverd.protocol.ErrorCode}; nothing throws because of it.
 */
package io.timeserverd.protocol;
