package io.timeserverd.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be used, in words for an operator. */
public final class Reason {
    private Reason() {}

    public static String of(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": not permitted for this user";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": does not exist";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getFile() + ": " + failed.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
