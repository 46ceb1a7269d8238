/**
 * The journal of requests: appended before the answer leaves, read by the admin tool.
 *
 * <p>What must stay true: nobody else names {@code org.mapdb}; ids and times of records only grow;
 * what cannot be read is never deleted.
 */
package io.timeserverd.journal;
