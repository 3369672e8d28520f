package opcc.tracker.local.demo;

import java.time.Duration;
import java.util.List;
import opcc.tracker.local.processes.Progress;
import tools.jackson.databind.json.JsonMapper;

/** Freezes the quarters of the synthetic outcomes, as far as they are over, so that there are tables to look at. */
final class DemoQuarters {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final TrackerApi api;
    private final Progress progress;
    private final List<String> over =
            SyntheticOutcomes.QUARTERS.stream().filter(DemoYear::isOver).toList();

    DemoQuarters(TrackerApi api, Progress progress) {
        this.api = api;
        this.progress = progress;
    }

    /** Asks for it; freezing a frozen quarter changes nothing. */
    void freeze() throws DemoFailure, InterruptedException {
        progress.say("demonstration data: freezing " + String.join(", ", over));
        for (String quarter : over) {
            api.post(
                    DemoUsers.ANALYST,
                    path(quarter) + ":freeze",
                    JsonMapper.shared().createObjectNode());
        }
    }

    /** Waits until all are frozen. */
    void await() throws DemoFailure, InterruptedException {
        long begun = System.nanoTime();
        while (!areFrozen()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new DemoFailure("the quarters of the demonstration were not frozen within five minutes.");
            }
            Thread.sleep(PAUSE);
        }
    }

    boolean areFrozen() throws DemoFailure, InterruptedException {
        for (String quarter : over) {
            boolean frozen = api.get(DemoUsers.ANALYST, path(quarter)).stream()
                    .anyMatch(found -> found.path("state").asString().equals("FROZEN"));
            if (!frozen) {
                return false;
            }
        }
        return true;
    }

    private static String path(String quarter) {
        return "/v1/quarters/" + quarter.replace(' ', '-');
    }
}
