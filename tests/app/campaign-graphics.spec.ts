import { pageParts } from '../../scripts/campaign/parts/parts.ts';
import { campaignTrial } from './support/campaign.ts';

for (const part of pageParts.filter(({ graphics }) => graphics)) campaignTrial(part);
