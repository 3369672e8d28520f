package opcc.tracker.outcomes.api;

import opcc.tracker.outcomes.comparisons.NrmComparisons;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.measures.EngagementShares;
import opcc.tracker.outcomes.measures.NeedDistances;
import opcc.tracker.outcomes.measures.SupportCostsByQuarter;
import opcc.tracker.outcomes.measures.TimeSeries;
import opcc.tracker.outcomes.returns.AggregateReturns;
import opcc.tracker.outcomes.spend.FundsSpend;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of measures. */
@Configuration(proxyBeanMethods = false)
public class MeasuresConfiguration {

    @Bean
    TimeSeries timeSeries(Cubes cubes) {
        return new TimeSeries(cubes);
    }

    @Bean
    NeedDistances needDistances(Cubes cubes) {
        return new NeedDistances(cubes);
    }

    @Bean
    SupportCostsByQuarter supportCosts(Cubes cubes, FundsSpend funds) {
        return new SupportCostsByQuarter(cubes, funds);
    }

    @Bean
    NrmComparisons nrmComparisons(Cubes cubes, AggregateReturns returns) {
        return new NrmComparisons(cubes, returns);
    }

    @Bean
    EngagementShares engagementShares(Cubes cubes) {
        return new EngagementShares(cubes);
    }
}
