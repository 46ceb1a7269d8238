complete -c timeserverd -f
complete -c timeserverd -l conf -r -F -d 'Configuration file'
complete -c timeserverd -l set -x -d 'Override a key of the file'
complete -c timeserverd -l check -d 'Only check the configuration'
complete -c timeserverd -l show -d 'Check the configuration and print every setting'
complete -c timeserverd -l version -d 'Print the version'
complete -c timeserverd -s h -l help -d 'Print help'
