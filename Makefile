# What each target does: src/doc/development.md, section "Build".
# Maven builds everything. The targets here are short names for what developers do.

# Maven with warnings and errors only. The umask is fixed so that the package always has the same bytes.
MVN    = umask 022; mvn -B -ntp -Dstyle.color=never -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
# The same with the results of each test class.
TELL   = $(MVN) -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info
DIST   = target/dist
RUN    = target/run
DEB    = target/deb

PREFIX  = /usr/local
DESTDIR =

# Where "make run" listens.
PORT      = 9999
HTTP_PORT = 8080

.PHONY: dist run test verify bench bounds figures check format install uninstall deb rpm places clean

dist:
	@[ -d "$$HOME/.m2/repository/org/mapdb" ] || echo "The first build downloads Maven's plugins and the libraries."
	rm -rf $(DIST)
	chmod -R go=rX src/main/resources # files in the jar keep their modes
	$(MVN) -DskipTests package
	src/main/install/documents $(DIST)/share/doc/timeserverd
	src/main/install/completion $(DIST)

run: dist
	@mkdir -p $(RUN)
	@printf 'listen.control = %s\njournal.path = %s\n' $(RUN)/control.sock $(RUN)/journal >$(RUN)/timeserver.properties
	@echo; \
	echo "Ask it from another terminal:  echo Paris | nc localhost $(PORT)"; \
	echo "or in a browser:               http://localhost:$(HTTP_PORT)/"; \
	echo "Look at its journal:           $(DIST)/bin/timeserver-admin --conf $(RUN)/timeserver.properties tail"; \
	echo "After a change of conf/timeserver.properties:  kill -HUP $$$$"; \
	echo; \
	exec $(DIST)/bin/timeserverd --conf conf/timeserver.properties --set 'listen.text=*:$(PORT)' \
	  --set 'listen.http=*:$(HTTP_PORT)' --set listen.control=$(RUN)/control.sock --set journal.path=$(RUN)/journal

# Shows failures only. The output of the tests is in target/surefire-reports.
test:
	@rm -rf target/surefire-reports
	@began=$$(date +%s); $(MVN) -Dmaven.test.redirectTestOutputToFile=true test && \
	  src/main/check/passed $$(($$(date +%s) - began))

# First everything that "test" runs, then the tests that need other programs, against the built image and the built package.
# Tests in virtual machines wait most of the time, so they run in parallel.
verify: deb test
	$(TELL) -Dtest.groups=verify -Dtest.excludedGroups=long test
	$(TELL) -Dtest.groups=machine -Dtest.excludedGroups=long test -Djunit.jupiter.execution.parallel.enabled=true \
	  -Djunit.jupiter.execution.parallel.mode.classes.default=concurrent \
	  -Djunit.jupiter.execution.parallel.config.strategy=fixed \
	  -Djunit.jupiter.execution.parallel.config.fixed.parallelism=2

check: dist
	$(MVN) spotless:check test-compile surefire:test -Dtest='LayeringTest,LocalVariableTest,ClassNamesTest'
	$(MVN) -Pbench -DskipTests test-compile
	$(DIST)/bin/timeserverd --check --conf conf/timeserver.properties >/dev/null
	src/main/check/scripts
	src/main/check/units

format:
	$(MVN) spotless:apply

# BENCH: what to measure, see src/doc/benchmarks.md; everything by default. The load generator runs without the JVM's second
# compiler, which would occupy its core for some milliseconds at a time.
bench: dist
	$(MVN) -Pbench -DskipTests test-compile
	taskset -c 1 java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx2g -Xmn1500m \
	  -cp "target/bench/classes:target/classes:$$(cat target/bench/classpath)" io.timeserverd.bench.Bench $(BENCH)

# Needs root. BOUNDS: the kind of network and the number of seconds, see src/bench/clock/run; by default a bad network for an
# hour.
bounds: dist
	$(MVN) -Pbench -DskipTests test-compile
	src/bench/clock/run $(BOUNDS)

# Copies the results of the last "make bench" into src/doc/benchmarks.md and README.md.
figures:
	src/bench/publish

# Run "systemctl daemon-reload" after an installation on this machine.
install: dist
	src/main/install/install "$(DESTDIR)" "$(PREFIX)" $(DIST)

uninstall:
	src/main/install/uninstall "$(DESTDIR)" "$(PREFIX)"

# Packs the files of an installation together with src/main/deb/control.
deb: dist
	rm -rf $(DEB) $(DEB).tar target/timeserverd_*_all.deb
	src/main/install/install $(DEB) /usr $(DIST)
	install -m 0644 src/main/deb/copyright $(DEB)/usr/share/doc/timeserverd
	umask 022; gzip -9n <src/main/deb/changelog >$(DEB)/usr/share/doc/timeserverd/changelog.gz
	tar -C $(DEB) -cf $(DEB).tar --exclude=./etc --sort=name --owner=0 --group=0 --numeric-owner \
	  --mtime="@$$(stat -c %Y $(DIST)/lib/timeserverd.jar)" .
	$(MVN) jdeb:jdeb

# A package for Fedora and its relatives.
rpm: dist
	src/main/rpm/build $(DIST) target/rpm

places:
	src/places/rebuild

clean:
	$(MVN) clean
