# What each target does: README.md, section "Build".
# Everything is built by Maven; what make adds is one short name for each thing to do.

# Quiet but for warnings, errors and what the tests say at their end. The package has the same bytes under every umask.
MVN    = umask 022; mvn -B -ntp -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info
DIST   = target/dist
RUN    = target/run
DEB    = target/deb

PREFIX  = /usr/local
DESTDIR =

.PHONY: dist run test verify bench bounds figures check format install uninstall deb places clean

dist:
	rm -rf $(DIST)
	chmod -R go=rX src/main/resources # the archive of classes has the modes of files that are copied into it
	$(MVN) -DskipTests package
	mkdir -p $(DIST)/share/bash-completion/completions
	$(DIST)/bin/timeserver-admin generate-completion >$(DIST)/share/bash-completion/completions/timeserver-admin
	sed -i '1{/^#!/d}' $(DIST)/share/bash-completion/completions/timeserver-admin

run: dist
	mkdir -p $(RUN)
	exec $(DIST)/bin/timeserverd --conf $(DIST)/conf/timeserver.properties \
	  --set 'listen.text=*:9999' --set 'listen.http=*:8080' --set listen.control=$(RUN)/control.sock --set journal.path=$(RUN)/journal

test:
	$(MVN) test

# Everything that "test" runs, and then what needs other programs, against the built image and the built package. Tests in
# virtual machines wait most of the time, and run side by side.
verify: deb test
	$(MVN) -Dtest.groups=verify -Dtest.excludedGroups=long test
	$(MVN) -Dtest.groups=machine -Dtest.excludedGroups=long test -Djunit.jupiter.execution.parallel.enabled=true \
	  -Djunit.jupiter.execution.parallel.mode.classes.default=concurrent \
	  -Djunit.jupiter.execution.parallel.config.strategy=fixed \
	  -Djunit.jupiter.execution.parallel.config.fixed.parallelism=2

check: dist
	$(MVN) spotless:check test-compile surefire:test -Dtest=LayeringTest
	$(MVN) -Pbench -DskipTests test-compile
	$(DIST)/bin/timeserverd --check --conf conf/timeserver.properties >/dev/null
	src/main/check/scripts
	src/main/check/units

format:
	$(MVN) spotless:apply

# BENCH: what to measure, see README.md; all of it by default. The generator does without the JVM's second compiler, which
# would have its core for some milliseconds at a time.
bench: dist
	$(MVN) -Pbench -DskipTests test-compile
	taskset -c 1 java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx2g -Xmn1500m \
	  -cp "target/bench/classes:target/classes:$$(cat target/bench/classpath)" io.timeserverd.bench.Bench $(BENCH)

# BOUNDS: where, and for how many seconds, see src/bench/clock/run; on a bad network for an hour by default. As root.
bounds: dist
	$(MVN) -Pbench -DskipTests test-compile
	src/bench/clock/run $(BOUNDS)

# Puts the results of the last "make bench" into README.md.
figures:
	src/bench/publish

# For the systemd of this machine: then "systemctl daemon-reload".
install: dist
	src/main/install/install "$(DESTDIR)" "$(PREFIX)" $(DIST)

uninstall:
	src/main/install/uninstall "$(DESTDIR)" "$(PREFIX)"

# The files of an installation, and src/main/deb/control.
deb: dist
	rm -rf $(DEB)
	src/main/install/install $(DEB) /usr $(DIST)
	install -m 0644 src/main/deb/copyright $(DEB)/usr/share/doc/timeserverd
	umask 022; gzip -9n <src/main/deb/changelog >$(DEB)/usr/share/doc/timeserverd/changelog.gz
	tar -C $(DEB) -cf $(DEB).tar --exclude=./etc --sort=name --owner=0 --group=0 --numeric-owner \
	  --mtime="@$$(stat -c %Y $(DIST)/lib/timeserverd.jar)" .
	$(MVN) jdeb:jdeb

places:
	src/places/rebuild

clean:
	$(MVN) clean
