package opcc.tracker.outcomes.api;

import java.util.ArrayList;
import java.util.List;
import opcc.tracker.outcomes.releases.AuditReport;
import opcc.tracker.outcomes.releases.Draft;
import opcc.tracker.outcomes.releases.Publication;
import opcc.tracker.v1.Release;
import opcc.tracker.v1.ReleaseAudit;
import opcc.tracker.v1.ReleaseCell;
import opcc.tracker.v1.ReleaseStateEnum.ReleaseState;

/** Releases and audits as they are answered. */
final class ReleaseAnswers {

    /** How official statistics of the United Kingdom mark what is confidential. */
    private static final String CONFIDENTIAL = "c";

    private static final int COARSE = 5;

    private static final String UNIT = "People";
    private static final List<String> NOTES = List.of(
            "Counts are of people: who was reported more than once by the same service in a quarter is counted once,"
                    + " as last reported when the quarter was frozen. Who was supported in several quarters counts in"
                    + " each.",
            "Figures are exact or suppressed. c (confidential): suppressed, since the count is 1 to 4, since all"
                    + " members of a group would share a value, or since such a count or value could be worked out from"
                    + " it. Which of these is not told.",
            "0 is a true zero.");
    private static final String SYNTHETIC =
            "Some or all of the records counted are synthetic: made up to show the tracker. The figures say nothing"
                    + " about real people.";
    private static final List<String> AUDIT_NOTES = List.of(
            "Attacked with every figure ever published of the financial year by releases, every sum and difference of"
                    + " them, and, if so stated, what the protected tables prove.",
            "Passed means: for every count of 1 to 4 there are other true figures that fit all that is published, with"
                    + " 0 or at least 5 in its place; and for every group that shares a value others in which it does"
                    + " not.",
            "Who knows records of their own can subtract them; that is not part of the attack.");
    private static final String PREVIEW =
            "A preview: another release that is published first may change it. Numbers of cells are coarse.";

    private ReleaseAnswers() {}

    static Release of(opcc.tracker.outcomes.releases.Release release) {
        Release.Builder answer = base(release);
        Publication publication = release.publication();
        if (publication != null) {
            publication.cells().forEach(cell -> answer.addCells(cell(release.draft(), cell)));
        }
        return answer.build();
    }

    static Release withoutCells(opcc.tracker.outcomes.releases.Release release) {
        return base(release).build();
    }

    private static Release.Builder base(opcc.tracker.outcomes.releases.Release release) {
        Draft draft = release.draft();
        Release.Builder answer = Release.newBuilder()
                .setName(draft.name())
                .setTitle(draft.title())
                .addAllQuarters(draft.quarters())
                .setArea(draft.area())
                .addAllDimensions(draft.dimensions())
                .setAuthor(draft.author())
                .setCreateTime(ReturnAnswers.timestamp(draft.createdAt()))
                .setEtag(release.etag())
                .setUnit(UNIT);
        Publication publication = release.publication();
        if (publication == null) {
            return answer.setState(ReleaseState.DRAFT);
        }
        List<String> notes = new ArrayList<>(NOTES);
        if (publication.synthetic()) {
            notes.add(SYNTHETIC);
        }
        return answer.setState(ReleaseState.PUBLISHED)
                .setPublisher(publication.publisher())
                .setPublishTime(ReturnAnswers.timestamp(publication.publishedAt()))
                .setSynthetic(publication.synthetic())
                .addAllNotes(notes);
    }

    private static ReleaseCell cell(Draft draft, Publication.Cell cell) {
        ReleaseCell.Builder answer = ReleaseCell.newBuilder();
        for (int d = 0; d < draft.dimensions().size(); d++) {
            answer.putValues(draft.dimensions().get(d), cell.labels().get(d));
        }
        cell.shown().ifPresentOrElse(answer::setCount, () -> answer.setMark(CONFIDENTIAL));
        return answer.build();
    }

    static ReleaseAudit audit(String name, AuditReport report) {
        return base(name, report).build();
    }

    /** Coarse, since many previews could be set beside each other. */
    static ReleaseAudit preview(String name, AuditReport report) {
        return base(name, report)
                .setPublishedCells(report.publishedCells() / COARSE * COARSE)
                .setSuppressedCells(coarse(report.suppressedCells()))
                .setSecretsExposed(coarse(report.exposed()))
                .setLeastIntervalWidth(0)
                .addNotes(PREVIEW)
                .build();
    }

    private static ReleaseAudit.Builder base(String name, AuditReport report) {
        return ReleaseAudit.newBuilder()
                .setRelease(name)
                .setPassed(report.passed())
                .setPublishedCells(report.publishedCells())
                .setSuppressedCells(report.suppressedCells())
                .setSecretsAttacked(coarse(report.secrets()))
                .setSecretsExposed(report.exposed())
                .setReleasesAttacked(report.releases())
                .setLeastIntervalWidth(report.leastWidth())
                .setWithProtectedTables(report.withProtectedTables())
                .setAuditTime(ReturnAnswers.timestamp(report.auditedAt()))
                .addAllNotes(AUDIT_NOTES);
    }

    private static int coarse(int number) {
        return Math.ceilDiv(number, COARSE) * COARSE;
    }
}
