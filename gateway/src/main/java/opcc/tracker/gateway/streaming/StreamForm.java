package opcc.tracker.gateway.streaming;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import opcc.tracker.gateway.contracts.Rpc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * How a stream of messages is written. In both forms a stream that breaks off after its first message ends with the problem, so
 * that who reads it knows that something is missing.
 */
public enum StreamForm {

    /** A message a line, as JSON. The problem is a last line {@code {"problem":{...}}}. */
    LINES(new MediaType("application", "x-ndjson")) {
        @Override
        byte[] element(byte[] json) {
            return join("", json, "\n");
        }

        @Override
        byte[] problem(byte[] json) {
            return join("{\"" + Rpc.PROBLEM + "\":", json, "}\n");
        }

        @Override
        byte[] end() {
            return new byte[0];
        }
    },

    /**
     * Server-sent events: a message an event without a type. The problem is an event of type {@code problem}. A stream that is
     * whole ends with one of type {@code end}: a browser would otherwise call again.
     */
    EVENTS(MediaType.TEXT_EVENT_STREAM) {
        @Override
        byte[] element(byte[] json) {
            return join("data: ", json, "\n\n");
        }

        @Override
        byte[] problem(byte[] json) {
            return join("event: " + Rpc.PROBLEM + "\ndata: ", json, "\n\n");
        }

        @Override
        byte[] end() {
            return "event: end\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
        }
    };

    private final MediaType mediaType;

    StreamForm(MediaType mediaType) {
        this.mediaType = mediaType;
    }

    /** What stands in {@code Accept} and {@code Content-Type}. */
    public MediaType mediaType() {
        return mediaType;
    }

    abstract byte[] element(byte[] json);

    abstract byte[] problem(byte[] json);

    abstract byte[] end();

    /** Lines, unless the caller likes events better. */
    static StreamForm wantedBy(HttpHeaders headers) {
        return quality(headers, EVENTS) > quality(headers, LINES) ? EVENTS : LINES;
    }

    /** The quality of the most specific range that includes the form. */
    private static double quality(HttpHeaders headers, StreamForm form) {
        MediaType best = null;
        for (MediaType range : headers.getAccept()) {
            if (range.includes(form.mediaType) && (best == null || range.isMoreSpecific(best))) {
                best = range;
            }
        }
        return best == null ? 0 : best.getQualityValue();
    }

    private static byte[] join(String before, byte[] json, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(before.length() + json.length + after.length());
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(json);
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
