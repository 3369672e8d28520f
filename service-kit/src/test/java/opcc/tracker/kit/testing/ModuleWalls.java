package opcc.tracker.kit.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Date;
import java.util.Set;

/** The walls between and within modules. Each module holds its classes against them in a {@code ModuleWallsTest}. */
public final class ModuleWalls {
    private static final String TRACKER = "opcc.tracker.";
    private static final Set<String> OPEN_TO_ALL = Set.of("v1", "kit", "disclosure"); // contracts and libraries
    private static final String LAYER_NAMES = "controller|dto|service|util|utils|common|helper|helpers|impl|manager";
    private static final String MONEY = "(?i).*(pence|amount|price|cost|allocated|reserved|paid|available|balance).*";

    private ModuleWalls() {}

    @ArchTest
    static final ArchRule packagesAreNamedForWhatTheyDo = noClasses()
            .should()
            .resideInAPackage("..(" + LAYER_NAMES + ")..")
            .because("a package says what the program does there, not which layer it is");

    @ArchTest
    static final ArchRule modulesMeetThroughTheContractsOnly = classes()
            .should(new ArchCondition<JavaClass>("use no other module's classes but the contracts' and the kit's") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(use -> isAnothers(type, use.getTargetClass()))
                            .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
                }
            })
            .because("services are deployed apart and talk over gRPC");

    @ArchTest
    static final ArchRule onlyStoresUseCollections = noClasses()
            .that(DescribedPredicate.not(simpleNameStartingWith("Mongo")
                    .or(simpleNameEndingWith("Store"))
                    .or(simpleNameEndingWith("Register"))
                    .or(simpleNameEndingWith("Application"))
                    .or(resideInAnyPackage("..kit.store..", "..kit.serving..", "..kit.testing.."))))
            .should()
            .dependOnClassesThat(resideInAPackage("com.mongodb.client.."))
            .because("queries and indexes stand in one place a collection");

    @ArchTest
    static final ArchRule indexesAreMadeInOnePlace = noClasses()
            .that(DescribedPredicate.not(resideInAnyPackage("..kit.store..", "..bench..", "..gateway..")))
            .should()
            .callMethodWhere(describe(
                    "MongoCollection.createIndex",
                    call -> call.getName().startsWith("createIndex")
                            && call.getTargetOwner().getName().equals("com.mongodb.client.MongoCollection")))
            .allowEmptyShould(true)
            .because("StoreIndexes waits for a slow database, and a service that starts must not give up; the gateway"
                    + " does without");

    @ArchTest
    static final ArchRule rulesKnowNothingOfTransport = noClasses()
            .that(resideInAnyPackage("..funds..", "..providers..", "..outcomes.."))
            .and(DescribedPredicate.not(resideInAPackage("..api..").or(simpleNameEndingWith("Application"))))
            .should()
            .dependOnClassesThat(resideInAPackage("io.grpc.."))
            .allowEmptyShould(true)
            .because("a rule of the field reads and is tested without a server");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should(accessTargetWhere(describe("a clock that a test cannot set", ModuleWalls::readsTheMachinesClock)))
            .because("tests set the time, and working days and lapses depend on it");

    @ArchTest
    static final ArchRule oldDatesStayAtTheDatabase = noClasses()
            .that(DescribedPredicate.not(describe(
                    "read or write BSON or tokens",
                    type -> type.getDirectDependenciesFromSelf().stream()
                            .map(use -> use.getTargetClass().getPackageName())
                            .anyMatch(used -> used.startsWith("org.bson") || used.startsWith("com.nimbusds.jwt")))))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Date.class)
            .because("only BSON and tokens need java.util.Date");

    @ArchTest
    static final ArchRule noMoneyIsKeptAsAFloatingPointNumber = noFields()
            .that()
            .haveNameMatching(MONEY)
            .should()
            .haveRawType(floatingPoint())
            .allowEmptyShould(true)
            .because("money is whole pence");

    @ArchTest
    static final ArchRule noMoneyIsReckonedAsAFloatingPointNumber = noMethods()
            .that()
            .haveNameMatching(MONEY)
            .should()
            .haveRawReturnType(floatingPoint())
            .allowEmptyShould(true)
            .because("money is whole pence");

    @ArchTest
    static final ArchRule logsGoThroughSlf4j = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.logging.."))
            .because("one place decides what is logged and where it goes");

    @ArchTest
    static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private static boolean isAnothers(JavaClass type, JavaClass used) {
        String other = module(used);
        return !other.isEmpty() && !other.equals(module(type)) && !OPEN_TO_ALL.contains(other);
    }

    /** The first part of the package below opcc.tracker, or empty for what is not ours. */
    private static String module(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(TRACKER) ? name.substring(TRACKER.length()).split("\\.", 2)[0] : "";
    }

    private static boolean readsTheMachinesClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        boolean withoutClock = access.getTarget() instanceof CodeUnitAccessTarget call
                && call.getRawParameterTypes().isEmpty();
        return withoutClock
                && (owner.startsWith("java.time.") && access.getName().equals("now")
                        || owner.equals("java.lang.System") && access.getName().equals("currentTimeMillis"));
    }

    private static DescribedPredicate<JavaClass> floatingPoint() {
        Set<String> names = Set.of("float", "double", "java.lang.Float", "java.lang.Double");
        return describe("floating point", type -> names.contains(type.getName()));
    }
}
