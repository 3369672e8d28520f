/** Tables of exact figures for the public: what is left out, the attack on everything published, and the chain of releases. */
@NullMarked
package opcc.tracker.outcomes.releases;

import org.jspecify.annotations.NullMarked;
