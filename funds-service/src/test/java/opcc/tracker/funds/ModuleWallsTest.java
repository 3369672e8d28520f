package opcc.tracker.funds;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import opcc.tracker.kit.testing.ModuleWalls;

@AnalyzeClasses(packagesOf = FundsApplication.class, importOptions = DoNotIncludeTests.class)
class ModuleWallsTest {
    @ArchTest
    static final ArchTests WALLS = ArchTests.in(ModuleWalls.class);
}
