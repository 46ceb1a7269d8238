/**
 * A stub of the library {@code net.jpountz.lz4:lz4:1.3.0}. MapDB keeps a hash factory of that library in a static field. The
 * library has been unmaintained since 2014, and its factory unpacks native code into the temporary directory, where a killed
 * process leaves it behind. The journal uses only the sorted tables of MapDB, which never hash. See decision 9 in {@code
 * src/doc/decisions}.
 *
 * <p>This rule must stay true: there is only what the static initialisers of MapDB use, so that any other use fails at once.
 */
package net.jpountz.xxhash;
