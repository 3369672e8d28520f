/** The register of providers and services. */
@NullMarked
package opcc.tracker.providers;

import org.jspecify.annotations.NullMarked;
