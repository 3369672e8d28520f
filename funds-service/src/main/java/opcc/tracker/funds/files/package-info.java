/** Files that people send: what they really are, and clean copies of them. */
@NullMarked
package opcc.tracker.funds.files;

import org.jspecify.annotations.NullMarked;
