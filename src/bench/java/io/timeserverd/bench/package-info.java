/**
 * Benchmarks: what the daemon does and costs, beside its peers and a bare loop that is the limit of what any server on this
 * JVM can do. {@link io.timeserverd.bench.Bench} runs them.
 *
 * <p>What must stay true: servers are pinned to one core and the generator to another; what is compared runs in turn in one
 * run; only processes started here are ended here.
 */
package io.timeserverd.bench;
