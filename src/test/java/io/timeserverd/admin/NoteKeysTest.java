package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeysTest {
    // The example of golang.org/x/mod/sumdb/note, where the form of notes comes from.
    private static final String PRIVATE =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String NOTE = TEXT
            + "\n\u2014 PeterNeumann"
            + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void signsAsOtherImplementationsDo() {
        assertEquals(NOTE, SignedNote.of(TEXT, NoteKeys.signer(PRIVATE + '\n').orElseThrow()));
    }

    @Test
    void recognisesWhatOtherImplementationsHaveSigned() {
        NoteKeys.Verifier key = NoteKeys.verifier(PUBLIC).orElseThrow();
        SignedNote note = SignedNote.parse(NOTE).orElseThrow();
        assertEquals(TEXT, note.text());
        assertTrue(note.isSignedBy(key));
        assertFalse(
                SignedNote.parse(NOTE.replace("answer", "anchor")).orElseThrow().isSignedBy(key));
        assertFalse(SignedNote.parse(NOTE.replace("x08go/Z", "x08go/Y"))
                .orElseThrow()
                .isSignedBy(key));
        assertFalse(
                SignedNote.parse(NOTE.replace("PeterN", "PaulN")).orElseThrow().isSignedBy(key));
    }

    @Test
    void oneSignatureOfSeveralIsEnough() {
        NoteKeys.Pair pair = NoteKeys.generate("example.org/ours");
        NoteKeys.Signer signer = NoteKeys.signer(pair.privateKey()).orElseThrow();
        SignedNote note = SignedNote.parse(NOTE + signer.sign(TEXT) + '\n').orElseThrow();
        assertTrue(note.isSignedBy(NoteKeys.verifier(pair.publicKey()).orElseThrow()));
        assertTrue(note.isSignedBy(NoteKeys.verifier(PUBLIC).orElseThrow()));
        String stranger = NoteKeys.generate("example.org/ours").publicKey();
        assertFalse(note.isSignedBy(NoteKeys.verifier(stranger).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PaulNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX",
                "PeterNeumann+c74f20a3+ARpc",
                "PeterNeumann+c74f20a3+====",
                PRIVATE
            })
    void refusesWhatIsNoPublicKey(String text) {
        assertEquals(Optional.empty(), NoteKeys.verifier(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text\n\n",
                "text\n\nno mark AAAA\n",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014 name A!\n"
            })
    void noteWithoutSignatureIsSignedByNobody(String text) {
        NoteKeys.Verifier key = NoteKeys.verifier(PUBLIC).orElseThrow();
        assertFalse(SignedNote.parse(text).map(note -> note.isSignedBy(key)).orElse(false));
    }
}
