/** Processes as data: starts them in the order of their needs, notes their ids, and stops exactly those again. */
@NullMarked
package opcc.tracker.local.processes;

import org.jspecify.annotations.NullMarked;
