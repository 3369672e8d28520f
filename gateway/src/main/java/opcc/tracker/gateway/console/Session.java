package opcc.tracker.gateway.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Somebody who signed in by browser, as their cookie says once it is opened.
 *
 * @param accessToken for calls in their name
 * @param refreshToken for the next access token
 * @param goodUntil when the access token ends
 * @param endsAt when the session ends whatever happens
 * @param sid Keycloak's name of its session, by which a back-channel logout names it
 * @param csrf what a change must carry besides the cookie, which a browser sends by itself
 */
record Session(String accessToken, String refreshToken, Instant goodUntil, Instant endsAt, String sid, String csrf) {

    private static final int FORM = 1;

    /** As few bytes as may be: a cookie holds 4096 characters. */
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            writeToken(out, accessToken);
            writeToken(out, refreshToken);
            out.writeLong(goodUntil.getEpochSecond());
            out.writeLong(endsAt.getEpochSecond());
            out.writeUTF(sid);
            out.writeUTF(csrf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} wrote; empty if an older gateway wrote it in another form. */
    static Optional<Session> ofBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORM) {
                return Optional.empty();
            }
            return Optional.of(new Session(
                    readToken(in),
                    readToken(in),
                    Instant.ofEpochSecond(in.readLong()),
                    Instant.ofEpochSecond(in.readLong()),
                    in.readUTF(),
                    in.readUTF()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A token is three texts in base64; their bytes are a quarter less. */
    private static void writeToken(DataOutputStream out, String token) throws IOException {
        String[] parts = token.split("\\.", -1);
        out.writeByte(parts.length);
        for (String part : parts) {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            out.writeShort(bytes.length);
            out.write(bytes);
        }
    }

    private static String readToken(DataInputStream in) throws IOException {
        String[] parts = new String[in.readByte()];
        for (int i = 0; i < parts.length; i++) {
            byte[] bytes = in.readNBytes(in.readUnsignedShort());
            parts[i] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
        return String.join(".", parts);
    }
}
