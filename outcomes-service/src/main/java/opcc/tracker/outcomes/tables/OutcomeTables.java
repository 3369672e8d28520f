package opcc.tracker.outcomes.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.v1.OutcomeTable;
import org.springframework.stereotype.Component;

/** Answers tables of frozen quarters from their protected cubes. */
@Component
public class OutcomeTables {

    private static final int MOST_KEPT = 16;

    private final Cubes cubes;
    private final Cache<ProtectedCube, CubeColumns> columns = Caffeine.newBuilder()
            .weakKeys() // by identity: the store gives the same cube while it keeps it
            .maximumSize(MOST_KEPT)
            .build();

    OutcomeTables(Cubes cubes) {
        this.cubes = cubes;
    }

    /** The table. */
    public OutcomeTable answer(TableQuestion question) {
        Optional<ProtectedCube> cube = question.revision() == 0
                ? cubes.find(question.quarter())
                : cubes.find(question.quarter(), question.revision());
        if (cube.isEmpty() && question.revision() > 0) {
            throw Refusal.notFound(question.quarter() + ", revision " + question.revision());
        }
        return cube.map(found -> ProtectedTable.of(question, found, columns.get(found, CubeColumns::new)))
                .orElseGet(() -> ProtectedTable.collecting(question));
    }
}
