package opcc.tracker.gateway.streaming;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;

/** Cuts a body into its lines as it arrives; a line without anything is passed over. */
final class Lines {

    /**
     * A line.
     *
     * @param number its place in the body, from 1 on, empty ones counted
     * @param content its bytes without the line's end
     */
    record Line(int number, byte[] content) {}

    private final long limit;
    private ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int number = 1;

    /** @param limit the most bytes of a line */
    Lines(long limit) {
        this.limit = limit;
    }

    /**
     * The lines that end in this piece of the body.
     *
     * @throws ProblemException if a line is too long
     */
    List<Line> take(byte[] piece) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                keep(piece, start, i);
                end(lines);
                start = i + 1;
            }
        }
        keep(piece, start, piece.length);
        return lines;
    }

    /** The last line, if the body did not end with a line's end. */
    List<Line> finish() {
        List<Line> lines = new ArrayList<>();
        end(lines);
        return lines;
    }

    private void keep(byte[] piece, int start, int end) {
        if (begun.size() + (long) (end - start) > limit) {
            throw new ProblemException(GatewayProblems.bodyTooLarge(limit));
        }
        begun.write(piece, start, end - start);
    }

    private void end(List<Line> lines) {
        byte[] content = begun.toByteArray();
        if (!isBlank(content)) {
            lines.add(new Line(number, content));
        }
        number++;
        begun = new ByteArrayOutputStream();
    }

    private static boolean isBlank(byte[] content) {
        for (byte each : content) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
