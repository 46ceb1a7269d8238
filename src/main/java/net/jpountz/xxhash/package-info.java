/**
 * Stands in for the library {@code net.jpountz.lz4:lz4:1.3.0}, of which MapDB keeps a hash factory in a
 * static field. That library has been unmaintained since 2014, and its factory unpacks native code
 * into the temporary directory, where a killed process leaves it behind. Sorted tables, which are all
 * that the journal uses of MapDB, never hash.
 *
 * <p>What must stay true: only what MapDB's static initialisers touch is here; whatever goes further
 * fails at once.
 */
package net.jpountz.xxhash;
