package opcc.tracker.outcomes.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import opcc.tracker.outcomes.returns.SmallFigures;
import opcc.tracker.outcomes.returns.StatedReturn;
import opcc.tracker.outcomes.returns.StatedRow;
import opcc.tracker.v1.AggregatePart;
import opcc.tracker.v1.AggregateReturn;
import opcc.tracker.v1.AggregateRow;

/** Aggregate returns as they are asked for and answered. */
final class ReturnAnswers {

    private static final String AS_STATED =
            "Totals and parts are as the source states them. Where they do not add up, the"
                    + " difference is shown; nothing is corrected.";
    private static final String PUBLISHED = "The source is public: its counts of 1 to 4 are shown as it shows them.";
    private static final String UNPUBLISHED =
            "The source is not public. Its figures may be compared with nothing else that" + " counts the same people.";
    private static final String WITHHELD =
            "The source is not public, and a figure in it or a difference of its figures is 1"
                    + " to 4: nothing is shown but the largest stated total, so that no such count can be worked out.";

    private ReturnAnswers() {}

    static StatedRow read(AggregateRow row) {
        return new StatedRow(
                row.getCounted(),
                row.getDimension(),
                row.hasTotal() ? row.getTotal() : null,
                row.getPartsList().stream()
                        .map(part -> new StatedRow.Part(
                                part.getValue(), part.hasCount() ? part.getCount() : null, part.getPercent()))
                        .toList());
    }

    static AggregateReturn of(StatedReturn stated) {
        StatedReturn.Heading heading = stated.heading();
        boolean withheld = SmallFigures.withholds(stated);
        OptionalLong shown = SmallFigures.largestTotal(stated.rows());
        return AggregateReturn.newBuilder()
                .setName(stated.name())
                .setTitle(heading.title())
                .setSource(heading.source())
                .setArea(heading.area())
                .setPeriod(heading.period())
                .setPublished(heading.published())
                .setPublishDate(heading.publishDate())
                .addAllRows(stated.rows().stream()
                        .map(row -> withheld ? withheld(row, shown) : whole(row))
                        .toList())
                .setAuthor(stated.author())
                .setCreateTime(timestamp(stated.enteredAt()))
                .setWithheld(withheld)
                .addAllNotes(notes(heading.published(), withheld))
                .build();
    }

    private static AggregateRow whole(StatedRow row) {
        AggregateRow.Builder answer =
                AggregateRow.newBuilder().setCounted(row.counted()).setDimension(row.dimension());
        Long total = row.total();
        if (total != null) {
            answer.setTotal(total);
        }
        for (StatedRow.Part part : row.parts()) {
            AggregatePart.Builder given =
                    AggregatePart.newBuilder().setValue(part.value()).setPercent(part.percent());
            Long count = part.count();
            if (count != null) {
                given.setCount(count);
            }
            answer.addParts(given);
        }
        row.partsSum().ifPresent(answer::setPartsSum);
        row.difference().ifPresent(answer::setDifference);
        return answer.build();
    }

    private static AggregateRow withheld(StatedRow row, OptionalLong shown) {
        AggregateRow.Builder answer = AggregateRow.newBuilder()
                .setCounted(row.counted())
                .setDimension(row.dimension())
                .setWithheld(true);
        Long total = row.total();
        if (total != null && shown.isPresent() && total == shown.getAsLong()) {
            answer.setTotal(total);
        }
        row.parts().forEach(part -> answer.addParts(AggregatePart.newBuilder().setValue(part.value())));
        return answer.build();
    }

    private static List<String> notes(boolean published, boolean withheld) {
        List<String> notes = new ArrayList<>(List.of(AS_STATED));
        if (published) {
            notes.add(PUBLISHED);
        } else {
            notes.add(withheld ? WITHHELD : UNPUBLISHED);
        }
        return notes;
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
