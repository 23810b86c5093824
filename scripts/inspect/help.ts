import { familyIds } from '../../src/space/spaces.ts';
import { notationHelp } from './families/families.ts';

/** What `npm run inspect -- --help` prints. */
export const helpText = `Says what the notation of an architecture means, and what it costs.

npm run inspect -- 'NOTATION' [--space ${familyIds.join('|')}] [--layers N] [--channels N]
                   [--image HxW[x1]] [--classes N] [--stem conv3|patch2|patch4] [--json]
                   [--svg FILE [--dark]]

NOTATION is an arc as the ENAS scripts write it: numbers apart by spaces, commas, brackets or lines, alone or
in what surrounds it in a script or a log (fixed_arc="…"); - reads it from standard input.
${notationHelp}

  --space     which of them; told from the count of numbers and the numbers where only one makes sense
  --layers    micro: normal cells, in three equal stages or in two; macro: layers
  --channels  of the first stage (micro), of each layer (macro), of the state (recurrent)
  --image     square and grey
  --classes   classes, or characters of a recurrent network
  --stem      how pixels become channels
  --json      { space, canonical, layers | cells, looseEnds, parameters, multiplyAdds,
              count: { exact, published } }; looseEnds has a list for each cell (macro: the last layer);
              counts are strings of digits, since they pass what a JSON number holds
  --svg       writes the picture to a file, on paper of its own, in light colours whatever the viewer prefers
  --dark      in dark colours

Without these options the network is that of the page's default experiment. Parameters are those of the
tensors that the child uses; multiply–adds those of convolutions and matrix products, forward.
With npm run --silent, standard output holds nothing but the answer.

Exit status: 0 done, 2 wrong arguments or notation; then standard error tells what is wrong, and where.
`;
