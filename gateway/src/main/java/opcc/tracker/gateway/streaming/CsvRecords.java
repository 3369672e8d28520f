package opcc.tracker.gateway.streaming;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.transcoding.InvalidRequestException;

/**
 * Cuts a CSV file (RFC 4180, UTF-8) into its records as it arrives. A quoted cell may hold commas, line ends and, doubled,
 * quotes. Records without anything are passed over.
 */
final class CsvRecords {

    /**
     * A record.
     *
     * @param line the line on which it begins, from 1 on
     * @param cells their text
     */
    record CsvRecord(int line, List<String> cells) {}

    private enum In {
        CELL_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final long limit;
    private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
    private List<String> cells = new ArrayList<>();
    private In in = In.CELL_START;
    private boolean carriageReturn;
    private long size;
    private int line = 1;
    private int begins = 1;

    /** @param limit the most bytes of a record */
    CsvRecords(long limit) {
        this.limit = limit;
    }

    /**
     * The records that end in this piece of the file.
     *
     * @throws InvalidRequestException naming the line, if it is no CSV
     * @throws ProblemException if a record is too long
     */
    List<CsvRecord> take(byte[] piece) {
        List<CsvRecord> records = new ArrayList<>();
        for (byte each : piece) {
            if (++size > limit) {
                throw new ProblemException(GatewayProblems.bodyTooLarge(limit));
            }
            take((char) (each & 0xFF), records);
        }
        return records;
    }

    /** The last record, if the file did not end with a line's end. */
    List<CsvRecord> finish() {
        if (in == In.QUOTED) {
            throw malformed("has a quote that is not closed");
        }
        List<CsvRecord> records = new ArrayList<>();
        if (size > 0) {
            endRecord(records);
        }
        return records;
    }

    private void take(char c, List<CsvRecord> records) {
        if (c == '\n') {
            line++;
        }
        if (in == In.QUOTED) {
            if (c == '"') {
                in = In.QUOTE_IN_QUOTED;
            } else {
                cell.write(c);
            }
            return;
        }
        if (carriageReturn && c != '\n') {
            throw malformed("has a carriage return within a cell that is not quoted");
        }
        switch (c) {
            case '\r' -> carriageReturn = true;
            case '\n' -> endRecord(records);
            case ',' -> endCell();
            case '"' -> {
                if (in == In.PLAIN) {
                    throw malformed("has a quote within a cell that is not quoted");
                }
                if (in == In.QUOTE_IN_QUOTED) {
                    cell.write(c);
                }
                in = In.QUOTED;
            }
            default -> {
                if (in == In.QUOTE_IN_QUOTED) {
                    throw malformed("goes on after a closing quote");
                }
                in = In.PLAIN;
                cell.write(c);
            }
        }
    }

    private void endCell() {
        try {
            cells.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(cell.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw malformed("is not UTF-8 text");
        }
        cell.reset();
        in = In.CELL_START;
    }

    private void endRecord(List<CsvRecord> records) {
        boolean plain = in == In.CELL_START || in == In.PLAIN;
        endCell();
        if (cells.size() > 1 || !plain || !cells.getFirst().isBlank()) {
            records.add(new CsvRecord(begins, cells));
        }
        cells = new ArrayList<>();
        carriageReturn = false;
        size = 0;
        begins = line;
    }

    private InvalidRequestException malformed(String what) {
        return new InvalidRequestException("line " + begins, what);
    }
}
