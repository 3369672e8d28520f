package opcc.tracker.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import opcc.tracker.local.processes.StackFailure;

/** A secret of this machine: made once, kept in a file that only its owner reads, and never printed. */
final class SecretFile {
    private static final int BYTES = 32;

    private SecretFile() {}

    /** 32 random bytes in base64. */
    static String readOrMake(Path file) throws StackFailure {
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            Files.createDirectories(file.getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String text = Base64.getEncoder().encodeToString(secret);
            Files.writeString(file, text + System.lineSeparator());
            return text;
        } catch (IOException e) {
            throw new StackFailure("Cannot keep a secret in " + file + ": " + e.getMessage());
        }
    }
}
