/**
 * The languages spoken on the wire: requests are parsed, answers are formatted. Bytes in, bytes
 * out.
 *
 * <p>What must stay true: no channels, no files, no clocks. Whatever a client sends is a value
 * here, a request or an {@link io.timeserverd.protocol.ErrorCode}; nothing throws for it.
 */
package io.timeserverd.protocol;
