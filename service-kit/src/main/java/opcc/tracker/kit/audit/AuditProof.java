package opcc.tracker.kit.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.kit.audit.AuditRecord.Head;

/**
 * Re-computes the audit trail: in each stream places without a gap and the chain of hashes, and between the streams that
 * each still holds what others are anchored to.
 */
public final class AuditProof {

    private final Map<String, Head> heads = new TreeMap<>();
    private final Map<Head, String> anchors = new HashMap<>();
    private final Map<Head, Boolean> found = new HashMap<>();
    private long eventCount;
    private String firstInvalidEvent = "";
    private String problem = "";

    private AuditProof() {}

    /** Checks the trail in {@code store}. Anchors are gathered first, so that memory is a matter of streams, not events. */
    public static AuditProof of(AuditStore store) {
        AuditProof proof = new AuditProof();
        store.each(record -> record.anchors().forEach(anchor -> proof.anchors.putIfAbsent(anchor, record.name())));
        store.each(proof::check);
        proof.checkAnchors();
        return proof;
    }

    private void check(AuditRecord record) {
        Head before = heads.getOrDefault(record.stream(), new Head(record.stream(), 0, AuditRecord.NO_HASH));
        if (record.sequence() != before.sequence() + 1) {
            fail(record.name(), "expected event " + (before.sequence() + 1) + ", found " + record.sequence());
        } else if (!record.previousHash().equals(before.hash())) {
            fail(record.name(), "its previous hash is not the hash of the event before it");
        } else if (!record.isWhole()) {
            fail(record.name(), "its content does not agree with its hash");
        } else if (holds()) {
            eventCount++;
        }
        Head head = record.head();
        heads.put(record.stream(), head);
        if (anchors.containsKey(head)) {
            found.put(head, true);
        }
    }

    private void checkAnchors() {
        anchors.forEach((anchor, from) -> {
            if (!found.containsKey(anchor)) {
                fail(
                        AuditRecord.name(anchor.stream(), anchor.sequence()),
                        "it is missing or changed: " + from + " was written after it and names its hash");
            }
        });
    }

    private void fail(String event, String why) {
        if (holds()) {
            firstInvalidEvent = event;
            problem = why;
        }
    }

    /** Whether every event holds. */
    public boolean holds() {
        return firstInvalidEvent.isEmpty();
    }

    /** How many events hold, before the first that does not. */
    public long eventCount() {
        return eventCount;
    }

    /** How many streams there are. */
    public int streamCount() {
        return heads.size();
    }

    /** SHA-256 over the names and hashes of all heads in the order of their streams: changes with every event. */
    public String headHash() {
        StringBuilder text = new StringBuilder();
        heads.values()
                .forEach(head -> text.append(head.stream())
                        .append(':')
                        .append(head.sequence())
                        .append(':')
                        .append(head.hash())
                        .append('\n'));
        return AuditRecord.sha256(text.toString());
    }

    /** Name of the first event that does not hold, {@code audit/{stream}/events/{sequence}}; empty if all do. */
    public String firstInvalidEvent() {
        return firstInvalidEvent;
    }

    /** What is wrong with it; empty if all hold. */
    public String problem() {
        return problem;
    }
}
