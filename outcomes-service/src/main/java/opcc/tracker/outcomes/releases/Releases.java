package opcc.tracker.outcomes.releases;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.store.DraftStore;
import opcc.tracker.outcomes.store.PublicationStore;

/** Drafts releases, tries them and publishes them, each once and one after another in its financial year. */
public final class Releases {

    /** How many are tried at once: each takes a processor for seconds. */
    private static final int AT_ONCE = 2;

    /** How often a release is audited anew because others were published meanwhile. */
    private static final int ATTEMPTS = 10;

    private final DraftStore drafts;
    private final PublicationStore publications;
    private final Trials trials;
    private final Clock clock;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /** Counts {@code records}. */
    public Releases(DraftStore drafts, PublicationStore publications, FrozenRecords records, Clock clock) {
        this.drafts = drafts;
        this.publications = publications;
        this.trials = new Trials(records, clock);
        this.clock = clock;
    }

    /**
     * Drafts a release, once for the same command.
     *
     * @throws Refusal ALREADY_EXISTS if another command has taken the id
     */
    public Release draft(
            String id, String title, List<String> quarters, String area, List<String> dimensions, String author) {
        Command command = Command.current();
        Optional<Draft> earlier = draftedBy(command);
        if (earlier.isPresent()) {
            return release(earlier.get());
        }
        List<String> axes = DraftRules.require(quarters, area, dimensions);
        Draft draft = new Draft(
                id,
                title,
                quarters.stream().sorted().toList(),
                area,
                axes,
                author,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                command);
        DraftRules.requireSize(draft);
        if (drafts.insert(draft)) {
            return new Release(draft, null);
        }
        return draftedBy(command).map(this::release).orElseThrow(() -> Refusal.alreadyExists(draft.name()));
    }

    private Optional<Draft> draftedBy(Command command) {
        return drafts.findByCommand(command.id()).filter(found -> command.repeats(found.createdBy()));
    }

    /** The release of this name, {@code releases/...}; the store isn't asked for what is another kind's name. */
    public Optional<Release> find(String name) {
        return Draft.isName(name) ? drafts.find(Draft.idOf(name)).map(this::release) : Optional.empty();
    }

    /**
     * The release of this name, {@code releases/...}.
     *
     * @throws Refusal NOT_FOUND if there is none
     */
    public Release require(String name) {
        return find(name).orElseThrow(() -> Refusal.notFound(name));
    }

    private Release release(Draft draft) {
        return new Release(draft, publications.find(draft.id()).orElse(null));
    }

    /** A page of the releases that {@code visibility} shows, of one area if that is not empty. */
    public Page.Cut<Release> list(Page page, String area, Visibility visibility) {
        Page.Cut<Draft> cut = drafts.list(page, area, visibility, publications.ids());
        return new Page.Cut<>(cut.items().stream().map(this::release).toList(), cut.nextPageToken());
    }

    /**
     * Tries what publishing would do now.
     *
     * @throws Refusal FAILED_PRECONDITION if it is published already, or could not be tried
     */
    public AuditReport preview(String name) {
        Draft draft = require(name).draft();
        List<Publication> chain = publications.ofYear(draft.year());
        if (chain.stream().anyMatch(publication -> publication.draft().id().equals(draft.id()))) {
            throw published(name);
        }
        return trial(draft, chain).report();
    }

    private Trial trial(Draft draft, List<Publication> chain) {
        if (!room.tryAcquire()) {
            throw Refusal.unavailable("BUSY", "Other releases are being tried. Try again in a moment.", 10);
        }
        try {
            return trials.of(draft, chain);
        } finally {
            room.release();
        }
    }

    /**
     * Publishes a release for good. If another release of its year is published between the audit and the write, the write
     * does not hold, and the release is protected and audited anew.
     *
     * @param etag that the caller read; empty if they do not mind
     * @throws Refusal FAILED_PRECONDITION if something could be proven, ABORTED if the etag is not the present one
     */
    public Release publish(String name, String etag, String publisher) {
        Command command = Command.current();
        Draft draft = require(name).draft();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Publication> chain = publications.ofYear(draft.year());
            Optional<Publication> before = chain.stream()
                    .filter(publication -> publication.draft().id().equals(draft.id()))
                    .findFirst();
            Release now = new Release(draft, before.orElse(null));
            if (before.isPresent() && command.repeats(before.get().publishedBy())) {
                return now;
            }
            if (!etag.isEmpty() && !etag.equals(now.etag())) {
                throw Refusal.stale(name);
            }
            if (before.isPresent()) {
                throw published(name);
            }
            Publication next = publication(draft, chain, publisher, command);
            if (publications.insert(next)) {
                return new Release(draft, next);
            }
        }
        throw Refusal.unavailable("BUSY", "Other releases of the same year are being published. Try again.", 10);
    }

    private Publication publication(Draft draft, List<Publication> chain, String publisher, Command command) {
        Trial trial = trial(draft, chain);
        if (!trial.report().passed()) {
            throw exposed(trial.report());
        }
        int number = chain.isEmpty() ? 1 : chain.getLast().number() + 1;
        return new Publication(draft, number, trial.cells(), trial.synthetic(), trial.report(), publisher, command);
    }

    private static Refusal exposed(AuditReport report) {
        return Refusal.precondition(
                "EXPOSED",
                report.exposed() + " counts or groups could be worked out from this release and the "
                        + (report.releases() - 1)
                        + " published before it, whatever it leaves out. Take fewer dimensions, or the quarters and"
                        + " area of a release that is published already.",
                Map.of("exposed", String.valueOf(report.exposed())));
    }

    private static Refusal published(String name) {
        return Refusal.precondition(
                "ALREADY_PUBLISHED",
                "\"" + name + "\" is published and never changes again. Draft another release.",
                Map.of("resource", name));
    }
}
