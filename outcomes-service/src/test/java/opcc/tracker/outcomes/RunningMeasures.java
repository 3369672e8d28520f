package opcc.tracker.outcomes;

import java.util.Map;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.v1.MeasuresServiceGrpc;
import opcc.tracker.v1.MeasuresServiceGrpc.MeasuresServiceBlockingStub;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** outcomes-service over cubes that are made by hand. */
final class RunningMeasures implements AutoCloseable {

    final HandMadeCubes cubes;
    final RunningService running;

    /** Not found by the other tests' scan for components, since it is marked as nothing. */
    @Import(OutcomesApplication.class)
    static class OverHandMadeCubes {

        @Bean
        @Primary
        Cubes handMadeCubes() {
            return new HandMadeCubes();
        }
    }

    private RunningMeasures(Map<String, String> properties) {
        running = RunningService.start(OverHandMadeCubes.class, properties);
        cubes = (HandMadeCubes) running.part(Cubes.class);
    }

    /** Starts it with the funds at that address. */
    static RunningMeasures start(String fundsAddress) {
        return new RunningMeasures(
                Map.of("providers-service.address", "127.0.0.1:1", "funds-service.address", fundsAddress));
    }

    MeasuresServiceBlockingStub as(TestPerson person) {
        return person.calling(MeasuresServiceGrpc.newBlockingStub(running.channel()));
    }

    @Override
    public void close() {
        running.close();
    }
}
