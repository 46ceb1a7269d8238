package io.timeserverd.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ed25519 keys in the form of https://c2sp.org/signed-note. A public key is {@code NAME+HASH+KEY}, a private key is
 * {@code PRIVATE+KEY+NAME+HASH+KEY}. HASH tells keys of the same name apart.
 */
final class NoteKeys {
    /** The form of a key's name. */
    static final Pattern NAME = Pattern.compile("[^\\s+\\p{Cntrl}]{1,200}");

    private static final Pattern PUBLIC = Pattern.compile("([^\\s+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");
    private static final Pattern PRIVATE =
            Pattern.compile("PRIVATE\\+KEY\\+([^\\s+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");

    private static final String ALGORITHM = "Ed25519";

    /** The byte before a key that says that it is for Ed25519. */
    private static final byte ED25519 = 1;

    private static final int KEY_BYTES = 32;
    private static final int HASH_BYTES = 4;

    // What comes before the bytes of a key in the encodings that the JDK knows (RFC 8410).
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private NoteKeys() {}

    /** A pair of keys, as text. */
    record Pair(String publicKey, String privateKey) {}

    /** Signs notes. */
    record Signer(String name, String hash, PrivateKey key) {
        /** Signs a text. Returns the line with the signature, without its line end. */
        String sign(String text) {
            try {
                var signature = Signature.getInstance(ALGORITHM);
                signature.initSign(key);
                signature.update(text.getBytes(StandardCharsets.UTF_8));
                byte[] signed = concat(HexFormat.of().parseHex(hash), signature.sign());
                return SignedNote.MARK + name + ' ' + Base64.getEncoder().encodeToString(signed);
            } catch (GeneralSecurityException e) {
                throw impossible(e);
            }
        }
    }

    /** Checks signatures. */
    record Verifier(String name, String hash, PublicKey key) {
        /** Whether this is the signature of the text by this key. */
        boolean accepts(String text, SignedNote.Line line) {
            byte[] signed = line.bytes();
            if (!line.name().equals(name)
                    || signed.length <= HASH_BYTES
                    || !HexFormat.of().formatHex(signed, 0, HASH_BYTES).equals(hash)) {
                return false;
            }
            try {
                var signature = Signature.getInstance(ALGORITHM);
                signature.initVerify(key);
                signature.update(text.getBytes(StandardCharsets.UTF_8));
                return signature.verify(signed, HASH_BYTES, signed.length - HASH_BYTES);
            } catch (GeneralSecurityException e) {
                return false; // these bytes are not a signature
            }
        }
    }

    /** Makes a pair of keys. */
    static Pair generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] key = last(pair.getPublic().getEncoded());
            byte[] seed = last(pair.getPrivate().getEncoded());
            String named = name + '+' + hash(name, key) + '+';
            return new Pair(named + base64(key), "PRIVATE+KEY+" + named + base64(seed));
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /** Reads a private key; empty if the text is not one. */
    static Optional<Signer> signer(String text) {
        Matcher key = PRIVATE.matcher(text.strip());
        try {
            return key.matches()
                    ? Optional.of(new Signer(key.group(1), key.group(2), privateKey(bytes(key.group(3)))))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads a public key; empty if the text is not one. */
    static Optional<Verifier> verifier(String text) {
        Matcher key = PUBLIC.matcher(text.strip());
        try {
            if (!key.matches() || !key.group(2).equals(hash(key.group(1), bytes(key.group(3))))) {
                return Optional.empty();
            }
            return Optional.of(new Verifier(key.group(1), key.group(2), publicKey(bytes(key.group(3)))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a key, after the byte that says its algorithm. */
    private static byte[] bytes(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length != 1 + KEY_BYTES || bytes[0] != ED25519) {
            throw new IllegalArgumentException("no Ed25519 key");
        }
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(concat(new byte[] {ED25519}, key));
    }

    private static String hash(String name, byte[] key) throws GeneralSecurityException {
        var sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((name + '\n').getBytes(StandardCharsets.UTF_8));
        sha256.update(ED25519);
        return HexFormat.of().formatHex(sha256.digest(key), 0, HASH_BYTES);
    }

    private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(concat(X509, key)));
    }

    private static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(concat(PKCS8, seed)));
    }

    private static byte[] last(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    private static byte[] concat(byte[]... parts) {
        var bytes = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            bytes.put(part);
        }
        return bytes.array();
    }

    private static IllegalStateException impossible(GeneralSecurityException e) {
        return new IllegalStateException("every JDK has Ed25519 and SHA-256", e);
    }
}
