package opcc.tracker.kit.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * An event in its place. Its hash covers all of it and the hash of the record before in its stream. The first record of a
 * stream covers the heads of the streams before it, too: a stream that is cut at its end or taken away is missed.
 *
 * @param stream id of the stream; one process writes it
 * @param sequence 1, 2, 3 and so on without a gap
 * @param event what happened
 * @param anchors heads of other streams when this one began; empty but for the first record
 * @param previousHash hash of the record before; {@link #NO_HASH} for the first
 * @param hash SHA-256, hexadecimal
 */
public record AuditRecord(
        String stream, long sequence, AuditEvent event, List<Head> anchors, String previousHash, String hash) {

    /** Stands before the first record. */
    public static final String NO_HASH = "0".repeat(64);

    /**
     * The last record of a stream.
     *
     * @param stream id of the stream
     * @param sequence its place
     * @param hash its hash
     */
    public record Head(String stream, long sequence, String hash) {}

    /** Copies the anchors. */
    public AuditRecord {
        anchors = List.copyOf(anchors);
    }

    /** The record that follows {@code head}, or begins a stream if its sequence is 0. */
    static AuditRecord append(Head head, AuditEvent event, List<Head> anchors) {
        long sequence = head.sequence + 1;
        String hash = hash(head.stream, sequence, event, anchors, head.hash);
        return new AuditRecord(head.stream, sequence, event, anchors, head.hash, hash);
    }

    /** This record as the head of its stream. */
    public Head head() {
        return new Head(stream, sequence, hash);
    }

    /** {@code audit/{stream}/events/{sequence}}. */
    public String name() {
        return name(stream, sequence);
    }

    /** The name of the record in this place. */
    static String name(String stream, long sequence) {
        return "audit/" + stream + "/events/" + sequence;
    }

    /** Whether its hash is that of what it says. */
    boolean isWhole() {
        return hash.equals(hash(stream, sequence, event, anchors, previousHash));
    }

    /** Each field as its length in bytes, a colon and its UTF-8 text, as the ledger's entries. */
    private static String hash(String stream, long sequence, AuditEvent event, List<Head> anchors, String previous) {
        StringBuilder text = new StringBuilder();
        add(text, "1", previous, stream, Long.toString(sequence));
        add(text, event.subject(), event.username(), event.call(), event.resource(), event.result());
        add(text, Long.toString(event.at().toEpochMilli()), event.requestId(), Integer.toString(anchors.size()));
        anchors.forEach(anchor -> add(text, anchor.stream, Long.toString(anchor.sequence), anchor.hash));
        return sha256(text.toString());
    }

    private static void add(StringBuilder text, String... fields) {
        for (String field : fields) {
            text.append(field.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(field);
        }
    }

    /** SHA-256 of the text, hexadecimal. */
    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
